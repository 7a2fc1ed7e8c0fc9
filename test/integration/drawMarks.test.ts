import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { putAnnotations } from '../../electron/catalogue/annotations.ts'
import { pixelsOf, maskFromRings } from '../../shared/annotations/rle.ts'
import type { Annotation, PictureAnnotations } from '../../shared/annotations/types.ts'
import { openEngine, type TestEngine } from '../fixtures/openEngine.ts'
import { putClasses } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'

const temp = tempFolders()

/** Pictures are 40 x 30. */
const size = { width: 40, height: 30 }

interface Row {
  readonly source: number
  readonly parameters: string
  readonly leastVisible: number | null
}

/** A workspace with `sources` pictures and what is marked in each of them. */
async function opened(marks: readonly PictureAnnotations[]): Promise<TestEngine> {
  const folder = temp()
  await putClasses(folder, ['cat'], marks.length)
  const engine = await openEngine(join(temp(), 'a.cultivar'))
  await engine.job('import.start', { paths: [folder], format: 'auto', copy: false })
  marks.forEach((one, index) => putAnnotations(engine.workspace.db, index + 1, one))
  return engine
}

async function drawn(
  engine: TestEngine,
  steps: readonly object[],
  { copies = 12, profileId = 'any' } = {}
): Promise<readonly Row[]> {
  const recipe = { version: 1, seed: 5, steps: steps.map((step) => ({ probability: 1, ...step })) }
  const job = await engine.job('draw.start', { recipe, profileId, amount: { copies } })
  expect(job.state).toBe('done')
  return engine.workspace.db
    .prepare(
      'SELECT source_id AS source, parameters, least_visible AS leastVisible FROM variant ORDER BY source_id, copy_index'
    )
    .all() as Row[]
}

const box: Annotation = { kind: 'box', className: 'cat', box: { x: 2, y: 3, width: 12, height: 10 } }
const mask: Annotation = {
  kind: 'mask',
  className: 'bird',
  object: 0,
  mask: maskFromRings([[20, 10, 30, 10, 30, 20, 20, 20]], size)
}
const crop = { transform: 'randomCrop', widthShareRange: [0.5, 0.6], heightShareRange: [0.5, 0.6] }
const dropout = { transform: 'maskDropout', largestFractionRange: [0.5, 0.5] }

describe('draws of marked pictures', () => {
  it('keep boxes when they crop, unless told not to', async () => {
    const kept = await drawn(await opened([{ objects: [box] }]), [{ ...crop, keep: 'allBoxes' }])
    expect(kept).toHaveLength(12)
    expect(kept.every(({ leastVisible }) => leastVisible === 1)).toBe(true)
    const free = await drawn(await opened([{ objects: [box] }]), [{ ...crop, keep: 'none' }])
    expect(free.some(({ leastVisible }) => leastVisible !== null && leastVisible < 0.999)).toBe(true)
  })

  it('know nothing of visibility where nothing is marked', async () => {
    const engine = await opened([{ objects: [] }, { objects: [box] }, { objects: [], captions: ['A cat.'] }])
    const rows = await drawn(engine, [crop], { copies: 1 })
    expect(rows.map(({ leastVisible }) => leastVisible === null)).toEqual([true, false, true])
  })

  it('cover a masked thing whole, by its outline', async () => {
    const rows = await drawn(await opened([{ objects: [mask] }]), [dropout], {
      copies: 2
    })
    for (const { parameters, leastVisible } of rows) {
      const [step] = JSON.parse(parameters) as { rings: number[][] }[]
      const rings = step?.rings.map((ring) => ring.map((share, at) => share * (at % 2 === 0 ? 40 : 30))) ?? []
      expect(pixelsOf(maskFromRings(rings, size))).toEqual(
        mask.kind === 'mask' ? pixelsOf(mask.mask) : undefined
      )
      expect(leastVisible).toBe(0)
    }
  })

  it('paste outlined things of other pictures, and only of those that have any', async () => {
    const polygon: Annotation = {
      kind: 'polygon',
      className: 'dog',
      rings: [[4, 4, 14, 4, 14, 14, 4, 14]]
    }
    const kinds = [{ objects: [mask] }, { objects: [] }, { objects: [polygon] }, { objects: [box] }]
    const engine = await opened(Array.from({ length: 6 }, () => kinds).flat())
    const rows = await drawn(engine, [{ transform: 'copyPaste', scaleRange: [1, 1] }], { copies: 2 })
    const { db } = engine.workspace
    const outlined = db.prepare('SELECT content_hash FROM source WHERE id % 2 = 1').pluck().all()
    const named = rows.map(
      ({ parameters }) => (JSON.parse(parameters) as { partners: string[] }[])[0]?.partners[0]
    )
    // Pictures are mixed within bands of the split only; here every band holds an outlined one.
    expect(named.filter((hash) => !outlined.includes(hash))).toEqual([])
    const ids = db.prepare('SELECT id FROM variant WHERE source_id % 4 = 2').pluck().all() as number[]
    const marked = await engine.call('review.marks', { variantIds: ids, edge: 512 })
    expect(marked).toHaveLength(12)
    for (const { objects } of marked) {
      const [pasted, ...others] = objects
      expect(others).toEqual([])
      expect([pasted?.kind, pasted?.className]).toEqual(
        pasted?.kind === 'mask' ? ['mask', 'bird'] : ['polygon', 'dog']
      )
    }
  })

  it('put holes into marked things', async () => {
    const rows = await drawn(await opened([{ objects: [mask] }]), [
      { transform: 'constrainedDropout', widthFractionRange: [0.4, 0.4], heightFractionRange: [0.4, 0.4] }
    ])
    expect(rows).toHaveLength(12)
    // Holes of 0.4 x 0.4 of the box about a square thing cover 0.16 of it, one or two of them.
    for (const { leastVisible } of rows) {
      expect(leastVisible).toBeLessThan(0.9)
      expect(leastVisible).toBeGreaterThan(0.6)
    }
  })

  it('follow the rules for the kinds of marks', async () => {
    const turn = [{ transform: 'rotate', angleDegRange: [-180, 180] }]
    const angles = (rows: readonly Row[]): readonly number[] =>
      rows.map(({ parameters }) => (JSON.parse(parameters) as { angleDeg: number }[])[0]?.angleDeg ?? 0)
    const boxed = angles(await drawn(await opened([{ objects: [box] }]), turn))
    expect(boxed.every((angle) => Math.abs(angle) <= 30)).toBe(true)
    const free = angles(await drawn(await opened([{ objects: [] }]), turn))
    expect(free.some((angle) => Math.abs(angle) > 30)).toBe(true)
  })

  it('hold the classes of things against the domain, and leave the class of the picture alone', async () => {
    const left: Annotation = {
      kind: 'box',
      className: 'left hand',
      box: { x: 5, y: 5, width: 20, height: 20 }
    }
    const flip = [{ transform: 'horizontalFlip' }]
    // The domain mirrors pictures all of whose labels have a partner; this one has no class of its own.
    const engine = await opened([{ objects: [left] }])
    engine.workspace.db.prepare('UPDATE source SET class_id = NULL').run()
    const rows = await drawn(engine, flip, { copies: 1, profileId: 'gesture' })
    expect(rows.map(({ parameters }) => parameters)).toEqual(['[{"transform":"horizontalFlip"}]'])
    const [variant] = await engine.call('review.variants', { filter: {}, sourceIds: [1] })
    expect([variant?.className, variant?.isMirrored]).toEqual([null, true])
    const [marked] = await engine.call('review.marks', { variantIds: [variant?.id ?? 0], edge: 64 })
    expect(marked?.objects[0]?.className).toBe('right hand')
  })

  it('are found by what they lost', async () => {
    const engine = await opened([{ objects: [box] }])
    const rows = await drawn(engine, [{ transform: 'translate', xFractionRange: [-0.4, 0.1] }], {
      copies: 40
    })
    const below = (share: number): number =>
      rows.filter(({ leastVisible }) => leastVisible !== null && leastVisible < share).length
    for (const [lost, share] of [
      ['some', 0.999],
      ['most', 0.5]
    ] as const) {
      const { rows: found, counts } = await engine.call('review.rows', { filter: { lost } })
      expect(below(share)).toBeGreaterThan(0)
      expect(below(share)).toBeLessThan(40)
      expect(found).toEqual([{ sourceId: 1, variants: below(share) }])
      expect(counts.pending).toBe(below(share))
      const variants = await engine.call('review.variants', { filter: { lost }, sourceIds: [1] })
      expect(variants.every(({ leastVisible }) => leastVisible !== null && leastVisible < share)).toBe(true)
      expect(variants).toHaveLength(below(share))
    }
  })

  it('look in the preview as they will be kept', async () => {
    const engine = await opened([{ objects: [mask, box] }, { objects: [mask] }])
    const steps = [{ ...crop, keep: 'oneBox' }, dropout, { transform: 'copyPaste', scaleRange: [0.5, 1] }]
    const rows = await drawn(engine, steps, { copies: 5 })
    const recipe = { version: 1 as const, seed: 5, steps: steps.map((step) => ({ probability: 1, ...step })) }
    const { tiles } = await engine.call('preview.draw', {
      recipe,
      profileId: 'any',
      sourceId: 1,
      count: 5,
      edge: 64
    })
    expect(tiles.map(({ parameters }) => parameters)).toEqual(
      rows.filter(({ source }) => source === 1).map(({ parameters }) => JSON.parse(parameters) as unknown)
    )
  })
})

describe('a workspace with marks', () => {
  it('says of which kinds they are, and judges recipes by them', async () => {
    const engine = await opened([{ objects: [] }])
    const check = async (transform: object): Promise<string | undefined> => {
      const { verdicts } = await engine.call('recipe.check', {
        recipe: { version: 1, steps: [{ probability: 1, ...transform }] },
        profileId: 'any'
      })
      return verdicts[0]?.verdict
    }
    const turn = { transform: 'rotate', angleDegRange: [-90, 90] }
    expect((await engine.call('workspace.status', {}))?.marks).toEqual([])
    expect(await check(turn)).toBe('allowed')
    putAnnotations(engine.workspace.db, 1, { objects: [mask, box] })
    expect((await engine.call('workspace.status', {}))?.marks).toEqual(['box', 'mask'])
    expect(await check(turn)).toBe('limited')
    expect(await check({ transform: 'horizontalFlip' })).toBe('allowed')
    putAnnotations(engine.workspace.db, 1, { objects: [], captions: ['A cat to the left.'] })
    expect((await engine.call('workspace.status', {}))?.marks).toEqual(['box', 'mask', 'caption'])
    expect(await check({ transform: 'horizontalFlip' })).toBe('forbidden')
  })
})
