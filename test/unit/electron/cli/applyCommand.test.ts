import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { indexedPng } from '../../../../electron/exporters/maskPng.ts'
import { readMaskPng } from '../../../../electron/sources/maskPng.ts'
import { apply } from '../../../../electron/cli/applyCommand.ts'

const folder = mkdtempSync(join(tmpdir(), 'cultivar-apply-'))
afterAll(() => rmSync(folder, { recursive: true }))

const at = (name: string): string => join(folder, name)

function write(name: string, json: unknown): string {
  writeFileSync(at(name), JSON.stringify(json))
  return at(name)
}

const sampling = { fillMode: 'constant', fillValue: '0', interpolation: 'bilinear' }

async function picture(): Promise<string> {
  const create = { width: 40, height: 20, channels: 3, background: '#804020' } as const
  await sharp({ create }).png().toFile(at('in.png'))
  return at('in.png')
}

describe('apply', () => {
  it('writes the frame that the steps end in, and the annotations in it', async () => {
    const steps = write('steps.json', [
      { transform: 'quarterTurn', turns: 1 },
      { transform: 'pad', leftShare: 0.5 }
    ])
    const annotations = write('marks.json', {
      annotations: [
        { kind: 'box', className: 'cat', box: { x: 4, y: 2, width: 10, height: 6 } },
        { kind: 'box', className: 'far', box: { x: 90, y: 2, width: 10, height: 6 } }
      ]
    })
    const { json } = await apply(await picture(), at('out.png'), {
      ...sampling,
      steps,
      annotations,
      annotationsOut: at('out.json')
    })
    // Turned: 20 x 40; half of 20 pixels more on the left: 30 x 40.
    expect(json).toEqual({
      width: 30,
      height: 40,
      annotations: 1,
      dropped: [{ index: 1, why: 'outside', visibleShare: 0 }]
    })
    const { width, height } = await sharp(at('out.png')).metadata()
    expect([width, height]).toEqual([30, 40])
    // Counter-clockwise: x' = y = 2, y' = 40 - (4 + 10) = 26, then 10 to the right.
    expect(JSON.parse(readFileSync(at('out.json'), 'utf8'))).toEqual({
      annotations: [{ kind: 'box', className: 'cat', box: { x: 12, y: 26, width: 6, height: 10 } }]
    })
  })

  it('names the file whose annotations are wrong, and asks for both names', async () => {
    const input = await picture()
    const steps = write('flip.json', [{ transform: 'horizontalFlip' }])
    const annotations = write('wrong.json', { annotations: [{ kind: 'box' }] })
    const annotationsOut = at('never.json')
    await expect(
      apply(input, at('x.png'), { ...sampling, steps, annotations, annotationsOut })
    ).rejects.toMatchObject({ code: 'bad-input', file: annotations })
    await expect(apply(input, at('x.png'), { ...sampling, steps, annotationsOut })).rejects.toMatchObject({
      code: 'bad-input'
    })
  })

  it('refuses a frame that is too large', async () => {
    const create = { width: 20_000, height: 2, channels: 3, background: '#804020' } as const
    await sharp({ create }).png().toFile(at('wide.png'))
    const steps = write('letterbox.json', [{ transform: 'letterbox' }])
    await expect(apply(at('wide.png'), at('x.png'), { ...sampling, steps })).rejects.toMatchObject({
      code: 'image-too-large'
    })
  })
})

describe('apply with plain annotations', () => {
  async function applied(marks: unknown, steps: readonly object[]): Promise<unknown> {
    const files = { annotations: write('plain.json', marks), annotationsOut: at('plain-out.json') }
    await apply(await picture(), at('out.png'), { ...sampling, steps: write('steps.json', steps), ...files })
    return JSON.parse(readFileSync(at('plain-out.json'), 'utf8'))
  }

  // 40 x 20 pixels.
  const flip = [{ transform: 'horizontalFlip' }]

  it('answers in the same form and order', async () => {
    const marks = {
      keypoints: [
        [3, 4],
        [39, 0, 1],
        [0, 0, 0]
      ],
      boxes: [
        [4, 2, 14, 8],
        [0, 0, 40, 20]
      ],
      polygons: [
        [1, 1, 5, 1, 5, 5],
        [
          [10, 10],
          [20, 10],
          [20, 18]
        ]
      ],
      rotatedBoxes: [[10, 5, 15, 10, 10, 15, 5, 10]],
      labels: { boxes: ['cat', 'room'] }
    }
    // Boxes and outlines W - x, keypoints W - 1 - x.
    expect(await applied(marks, flip)).toEqual({
      boxes: [
        [26, 2, 36, 8],
        [0, 0, 40, 20]
      ],
      rotatedBoxes: [[30, 5, 25, 10, 30, 15, 35, 10]],
      polygons: [
        [39, 1, 35, 1, 35, 5],
        [
          [30, 10],
          [20, 10],
          [20, 18]
        ]
      ],
      keypoints: [
        [36, 4],
        [0, 0, 1],
        [0, 0, 0]
      ],
      visible: { boxes: [1, 1], rotatedBoxes: [1], polygons: [1, 1], keypoints: [1, 0, 0] },
      labels: { boxes: ['cat', 'room'] }
    })
  })

  it('has null in the place of what is dropped', async () => {
    const marks = {
      boxes: [
        [30, 2, 39, 8],
        [2, 2, 22, 12]
      ],
      keypoints: [
        [30, 3],
        [3, 3]
      ]
    }
    // 20 to the right: the first leaves, of the second (22 to 42) nine tenths are left.
    expect(await applied(marks, [{ transform: 'translate', xFraction: 0.5 }])).toEqual({
      boxes: [null, [22, 2, 40, 12]],
      keypoints: [null, [23, 3]],
      visible: { boxes: [0, 0.9], keypoints: [0, 1] }
    })
  })

  it.each([
    [
      {
        boxes: [
          [0, 0, 5, 5],
          [9, 0, 3, 5]
        ]
      },
      'boxes[1]',
      'x1 > x0'
    ],
    [{ boxes: [[0, 5, 5, 5]] }, 'boxes[0]', 'y1 > y0'],
    [{ boxes: [[0, 0, 5]] }, 'boxes[0]', 'four'],
    [{ boxes: [[0, 0, 5, '5']] }, 'boxes[0]', 'finite'],
    [{ boxes: [[0, 0, 5, 1e300]] }, 'boxes[0]', 'finite'],
    [{ boxes: [7] }, 'boxes[0]', 'a list'],
    [{ boxes: {} }, 'boxes', 'a list'],
    [{ polygons: [[1, 1, 2, 2]] }, 'polygons[0]', 'three corners'],
    [{ polygons: [[[1, 1], [2, 2], [3]]] }, 'polygons[0]', 'three corners'],
    [{ keypoints: [[1]] }, 'keypoints[0]', 'x and y'],
    [{ keypoints: [[1, 1, 3]] }, 'keypoints[0]', 'visibility'],
    [{ rotatedBoxes: [[1, 2, 3, 4]] }, 'rotatedBoxes[0]', 'eight'],
    [{ boxes: [], circles: [] }, 'circles', 'one of']
  ])('names the file and the entry of %j', async (marks, entry, words) => {
    const error = (await applied(marks, flip).catch((cause: unknown) => cause)) as Error
    expect(error).toMatchObject({ code: 'bad-input', file: at('plain.json') })
    expect(error.message.startsWith(`${entry}: `)).toBe(true)
    expect(error.message).toContain(words)
  })

  it('refuses NaN and endless numbers, which are no JSON or no number', async () => {
    const files = { annotations: at('nan.json'), annotationsOut: at('never.json') }
    for (const text of ['{"boxes":[[0,0,NaN,5]]}', '{"boxes":[[0,0,1e999,5]]}']) {
      writeFileSync(at('nan.json'), text)
      await expect(
        apply(await picture(), at('x.png'), { ...sampling, steps: write('steps.json', flip), ...files })
      ).rejects.toMatchObject({ code: 'bad-input', file: at('nan.json') })
    }
  })

  it('takes rotated boxes, masks and things of the other form, too', async () => {
    const mask = { width: 40, height: 20, runs: [0, 10, 790] }
    const marks = { annotations: [{ kind: 'mask', className: 'sky', object: 2, attributes: { a: 1 }, mask }] }
    expect(await applied(marks, flip)).toEqual({
      annotations: [{ ...marks.annotations[0], mask: { width: 40, height: 20, runs: [30, 10, 760] } }]
    })
    const wrong = { annotations: [{ kind: 'mask', mask: { ...mask, runs: [1, 2] } }] }
    await expect(applied(wrong, flip)).rejects.toMatchObject({ code: 'bad-input', file: at('plain.json') })
  })
})

describe('apply with a mask', () => {
  const indexes = Uint8Array.from({ length: 800 }, (_, k) => (k % 40 < 10 ? 1 : k % 40 < 30 ? 2 : 255))

  async function mapped(bytes: Uint8Array, steps: readonly object[]): Promise<Buffer> {
    writeFileSync(at('mask.png'), bytes)
    await apply(await picture(), at('out.png'), {
      ...sampling,
      steps: write('steps.json', steps),
      mask: at('mask.png'),
      maskOut: at('mask-out.png')
    })
    return readFileSync(at('mask-out.png'))
  }

  it('keeps its indexes and its palette, and fills with 0', async () => {
    const palette = Uint8Array.from({ length: 768 }, (_, k) => (k * 7) % 256)
    const bytes = await indexedPng({ width: 40, height: 20 }, indexes, palette)
    const out = await readMaskPng(await mapped(bytes, [{ transform: 'translate', xFraction: 0.5 }]), 'out')
    expect([out.kind, out.width, out.height]).toEqual(['indexed', 40, 20])
    expect(out.palette).toEqual(Buffer.from(palette))
    expect([...out.values.subarray(40, 80)]).toEqual([
      ...Array<number>(20).fill(0),
      ...Array<number>(10).fill(1),
      ...Array<number>(10).fill(2)
    ])
  })

  it('keeps its colours, read by another program', async () => {
    const data = Buffer.from([...indexes].flatMap((index) => [index, 255 - index, 7]))
    const bytes = await sharp(data, { raw: { width: 40, height: 20, channels: 3 } })
      .png()
      .toBuffer()
    const turned = await mapped(bytes, [
      { transform: 'rotate', angleDeg: 33 },
      { transform: 'brightness', factor: 0.5 }
    ])
    const { data: pixels } = await sharp(turned).raw().toBuffer({ resolveWithObject: true })
    const colours = new Set(
      Array.from({ length: 800 }, (_, k) => [...pixels.subarray(3 * k, 3 * k + 3)].join(' '))
    )
    expect([...colours].toSorted()).toEqual(['0 0 0', '1 254 7', '2 253 7', '255 0 7'])
  })

  it('says when it is another size, or no PNG, or has no place to go', async () => {
    const small = await indexedPng({ width: 2, height: 2 }, new Uint8Array(4), new Uint8Array(3))
    const file = at('mask.png')
    await expect(mapped(small, flipped)).rejects.toMatchObject({ code: 'bad-input', file })
    await expect(mapped(Buffer.from('GIF89a'), flipped)).rejects.toMatchObject({
      code: 'unsupported-format',
      file
    })
    const steps = write('steps.json', flipped)
    const input = await picture()
    await expect(apply(input, at('x.png'), { ...sampling, steps, mask: file })).rejects.toThrow('--mask-out')
    await expect(
      apply(input, at('x.png'), { ...sampling, steps, mask: at('none.png'), maskOut: at('y.png') })
    ).rejects.toMatchObject({ code: 'not-found', file: at('none.png') })
  })
})

const flipped = [{ transform: 'horizontalFlip' }]
