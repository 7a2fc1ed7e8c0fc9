import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { detectFormat } from '../../../electron/sources/index.ts'
import { openGiven } from '../../../electron/sources/given.ts'
import { zipOf } from '../../fixtures/archives.ts'
import { openEngine } from '../../fixtures/openEngine.ts'
import { png, putFiles } from '../../fixtures/pictures.ts'
import { knownPictures } from '../../fixtures/roundTrip.ts'
import { tempFolders } from '../../fixtures/tempFolder.ts'

const temp = tempFolders()

const rectangle = {
  shape_type: 'rectangle',
  points: [
    [1, 2],
    [11, 22]
  ]
}
const viaRegion = {
  shape_attributes: { name: 'rect', x: 1, y: 2, width: 10, height: 20 },
  region_attributes: { label: 'cat' }
}
const studioResult = {
  id: 'r',
  type: 'rectanglelabels',
  original_width: 40,
  original_height: 30,
  value: { x: 2.5, y: (2 / 30) * 100, width: 25, height: (20 / 30) * 100, rectanglelabels: ['cat'] }
}

/** A box of 10 x 20 at (1, 2) around a cat in images/a.png, of 40 x 30 pixels, in every tool's words. */
const tools: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  coco: {
    'annotations/instances.json': JSON.stringify({
      images: [{ id: 1, file_name: 'a.png', width: 40, height: 30 }],
      annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [1, 2, 10, 20] }],
      categories: [{ id: 1, name: 'cat' }]
    })
  },
  cvat: {
    'annotations.xml':
      '<annotations><version>1.1</version><image id="0" name="a.png" width="40" height="30"><box label="cat" xtl="1" ytl="2" xbr="11" ybr="22"/></image></annotations>'
  },
  labelme: {
    'images/a.json': JSON.stringify({
      version: '5',
      shapes: [{ label: 'cat', ...rectangle }],
      imagePath: 'a.png',
      imageWidth: 40,
      imageHeight: 30
    })
  },
  labelstudio: {
    'project.json': JSON.stringify([
      { id: 1, data: { image: '/data/upload/1/01234567-a.png' }, annotations: [{ result: [studioResult] }] }
    ])
  },
  via: {
    'via.json': JSON.stringify({
      'a.png1': { filename: 'a.png', size: 1, regions: [viaRegion], file_attributes: {} }
    })
  }
}

describe('annotation tools', () => {
  it.each(Object.keys(tools))(
    '%s is found out by content and imported, from a folder and from a zip',
    async (id) => {
      const files = { ...tools[id], 'images/a.png': await png(1) }
      const folder = temp()
      putFiles(folder, files)
      const zip = join(temp(), 'set.zip')
      const entries = Object.entries(files).map(([name, content]) => ({ name, content }))
      putFiles(join(zip, '..'), { 'set.zip': zipOf(entries) })
      for (const path of [folder, zip]) {
        expect((await detectFormat(await openGiven([path]))).id).toBe(id)
        const engine = await openEngine(join(temp(), 'a.cultivar'))
        const done = await engine.job('import.start', { paths: [path], format: 'auto', copy: false })
        expect(done).toMatchObject({ state: 'done', failures: 0, result: { added: 1 } })
        const [known] = knownPictures(engine)
        expect(known?.annotations.objects).toMatchObject([
          {
            kind: 'box',
            className: 'cat',
            box: Object.fromEntries(
              Object.entries({ x: 1, y: 2, width: 10, height: 20 }).map(([name, value]) => [
                name,
                expect.closeTo(value, 9)
              ])
            )
          }
        ])
      }
    }
  )
})
