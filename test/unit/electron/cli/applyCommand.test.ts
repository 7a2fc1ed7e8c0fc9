import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
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
