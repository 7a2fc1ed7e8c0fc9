import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { coco } from '../../../../electron/sources/coco.ts'
import { cvat } from '../../../../electron/sources/cvat.ts'
import { openGiven } from '../../../../electron/sources/given.ts'
import { labelme } from '../../../../electron/sources/labelme.ts'
import { labelStudio } from '../../../../electron/sources/labelStudio.ts'
import type { Finding, Importer } from '../../../../electron/sources/types.ts'
import { via } from '../../../../electron/sources/via.ts'
import { putFiles } from '../../../fixtures/pictures.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()

/** A small valid file of each format, of which places are replaced. */
const valid = {
  coco: {
    images: [{ id: 1, file_name: 'a.png', width: 40, height: 30 }],
    annotations: [
      {
        id: 1,
        image_id: 1,
        category_id: 1,
        bbox: [1, 2, 3, 4],
        segmentation: { size: [30, 40], counts: [0, 1200] },
        keypoints: [1, 1, 2]
      }
    ],
    categories: [{ id: 1, name: 'cat', keypoints: ['nose'], skeleton: [[1, 1]] }]
  },
  labelme: {
    version: '5',
    flags: { a: true },
    shapes: [
      {
        label: 'cat',
        points: [
          [1, 1],
          [5, 5]
        ],
        shape_type: 'rectangle',
        group_id: 1
      }
    ],
    imagePath: 'a.png',
    imageWidth: 40,
    imageHeight: 30
  },
  labelstudio: [
    {
      id: 1,
      data: { image: 'a.png' },
      annotations: [
        {
          result: [
            {
              id: 'r',
              type: 'rectanglelabels',
              original_width: 40,
              original_height: 30,
              value: { x: 1, y: 1, width: 5, height: 5, rotation: 4, rectanglelabels: ['cat'] }
            }
          ]
        }
      ]
    }
  ],
  via: {
    a: {
      filename: 'a.png',
      regions: [
        {
          shape_attributes: { name: 'polygon', all_points_x: [1, 2, 3], all_points_y: [1, 2, 1] },
          region_attributes: { label: 'cat' }
        }
      ],
      file_attributes: {}
    }
  }
}

/** The same value with something else at the nth place, counted through the whole tree. */
function replaced(value: unknown, place: number, other: unknown): unknown {
  let at = 0
  const walk = (one: unknown): unknown => {
    if (at++ === place) return other
    if (Array.isArray(one)) return one.map(walk)
    if (typeof one !== 'object' || one === null) return one
    return Object.fromEntries(Object.entries(one).map(([name, own]) => [name, walk(own)]))
  }
  return walk(value)
}

async function findAll(
  importer: Importer,
  name: string,
  text: string | Uint8Array
): Promise<readonly Finding[]> {
  const folder = temp()
  putFiles(folder, { 'a.png': '', [name]: text })
  const given = await openGiven([folder])
  await importer.recognises(given)
  const found: Finding[] = []
  for await (const finding of importer.find(given)) found.push(finding)
  return found
}

/** Numbers of all marks are finite, and the picture is the one that is there. */
function check(found: readonly Finding[]): void {
  for (const finding of found) {
    if (finding.kind === 'problem') expect(finding.reason).toMatch(/\.$/)
    if (finding.kind !== 'image') continue
    expect(finding.name).toBe('a.png')
    // JSON has no NaN and no Infinity: it writes null in their place.
    for (const mark of finding.annotations?.objects ?? []) {
      const { attributes: _attributes, className: _className, ...shape } = mark
      expect(JSON.stringify(shape)).not.toContain('null')
    }
  }
}

const importers = [coco, labelme, labelStudio, via] as const

describe('files of annotations', () => {
  it.each(importers.map((importer) => [importer.id, importer] as const))(
    'of %s with anything at any place give findings, never an error',
    async (id, importer) => {
      const document = valid[id as keyof typeof valid]
      const other = fc.oneof(
        fc.jsonValue(),
        fc.constantFrom(null, -1, 1e300, '', 'NaN', '../../a.png', '__proto__', [], {}, [[]])
      )
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 40 }), other, async (place, one) => {
          check(await findAll(importer, 'x.json', JSON.stringify(replaced(document, place, one))))
        }),
        { numRuns: 150 }
      )
    }
  )

  it('with any bytes give findings, never an error', async () => {
    const all = [...importers, cvat]
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.nat({ max: 3 }), async (bytes, kind) => {
        const start = ['', '{"images":[', '<annotations><image name="a.png">', '[{"data":{'][kind] ?? ''
        const text = Buffer.concat([Buffer.from(start), bytes])
        for (const importer of all)
          for (const name of ['x.json', 'x.xml', 'x.csv']) check(await findAll(importer, name, text))
      }),
      { numRuns: 40 }
    )
  })
})
