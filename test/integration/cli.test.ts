import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { loadSource } from '../../electron/sources/bytes.ts'
import { cli, cliJson } from '../fixtures/cli.ts'
import { png, pngHeader, putClasses, putFiles } from '../fixtures/pictures.ts'

/** One workspace for all tests: 2 classes of 3 pictures, and files to speak about. Tests run in order. */
let root = ''
let workspace = ''
const at = (name: string): string => join(root, name)
const put = (name: string, json: unknown): string => {
  writeFileSync(at(name), JSON.stringify(json))
  return at(name)
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'cultivar-cli-'))
  workspace = at('w.cultivar')
  await putClasses(at('pictures'), ['cat', 'dog'], 3)
  put('mild.json', {
    version: 1,
    seed: 42,
    steps: [
      { transform: 'rotate', probability: 1, angleDegRange: [-10, 10] },
      { transform: 'horizontalFlip', probability: 0.5 }
    ]
  })
  put('wild.json', {
    version: 1,
    seed: 42,
    steps: [
      { transform: 'rotate', probability: 1, angleDegRange: [-170, 170] },
      { transform: 'verticalFlip', probability: 1 }
    ]
  })
})

afterAll(() => rmSync(root, { recursive: true, force: true }))

describe('each command answers with one document of the promised shape', () => {
  it('create', async () => {
    expect(await cliJson('create', workspace)).toMatchObject({ code: 0, json: { workspace } })
  })

  it('import, and again', async () => {
    const { code, json } = await cliJson('import', workspace, at('pictures'))
    expect([code, json]).toEqual([0, { added: 6, skipped: 0, failed: [] }])
    const again = await cliJson('import', workspace, at('pictures'), '--format', 'folder')
    expect([again.code, again.json]).toEqual([0, { added: 0, skipped: 6, failed: [] }])
  })

  it('import with files that cannot be read: exit 3 and a reason for each', async () => {
    putFiles(root, { 'broken/cat/bad.png': 'no picture', 'broken/cat/good.png': await png(500) })
    const { code, json } = await cliJson('import', workspace, at('broken'), '--copy')
    const path = join(at('broken'), 'cat', 'bad.png')
    expect([code, json]).toEqual([
      3,
      { added: 1, skipped: 0, failed: [{ path, reason: expect.stringMatching(/\./) }] }
    ])
  })

  it('status', async () => {
    const { code, json } = await cliJson('status', workspace)
    const variants = { pending: 0, accepted: 0, rejected: 0 }
    expect([code, json]).toEqual([0, { sources: 7, classes: { cat: 4, dog: 3 }, variants, failed: 1 }])
  })

  it('domains', async () => {
    const { code, json } = await cliJson('domains')
    const ids = [
      'upright',
      'digits',
      'text',
      'natural',
      'street',
      'aerial',
      'microscopy',
      'scan',
      'product',
      'any'
    ]
    const rows = json as { id: string; title: string }[]
    expect(code).toBe(0)
    expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining(ids))
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    for (const row of rows) expect(Object.keys(row).sort()).toEqual(['id', 'title'])
  })

  it('check: exit 0 when all is allowed, 1 when anything is forbidden', async () => {
    const mild = await cliJson('check', at('mild.json'), '--domain', 'any')
    expect(mild.code).toBe(0)
    const { code, json } = await cliJson('check', at('wild.json'), '--domain', 'upright', '--class', 'bald')
    expect(code).toBe(1)
    const { verdicts, composition } = json as { verdicts: Record<string, unknown>[]; composition: unknown }
    expect(verdicts.length).toBe(2)
    for (const one of verdicts) {
      expect(one).toMatchObject({ step: expect.anything(), reason: expect.stringMatching(/\w/) })
      expect(['allowed', 'limited', 'forbidden']).toContain(one['verdict'])
    }
    expect(composition).toMatchObject({ verdict: 'forbidden', reason: expect.stringMatching(/\w/) })
  })

  it('from-keras, whose answer is a recipe that check takes', async () => {
    const args = put('keras.json', {
      rotation_range: 10,
      horizontal_flip: true,
      fill_mode: 'constant',
      cval: 7
    })
    const { code, json } = await cliJson('from-keras', args)
    expect(code).toBe(0)
    expect(json).toMatchObject({ version: 1, fillMode: 'constant', steps: expect.any(Array) })
    expect((await cliJson('check', put('made.json', json), '--domain', 'any')).code).toBe(0)
  })

  it('draw, and again', async () => {
    const args = ['draw', workspace, '--recipe', at('mild.json'), '--domain', 'natural', '--copies', '3']
    const { code, json } = await cliJson(...args)
    expect([code, json]).toEqual([0, { drawn: 21, redrawn: expect.any(Number) }])
    expect((await cliJson(...args)).json).toMatchObject({ drawn: 0 })
    const balanced = await cliJson(...args.slice(0, -2), '--balance', '12')
    // 12 of cat are there, and 9 of dog.
    expect(balanced.json).toMatchObject({ drawn: 3 })
  })

  it('variants, all and some', async () => {
    const { code, json } = await cliJson('variants', workspace)
    const rows = json as Record<string, unknown>[]
    expect([code, rows.length]).toEqual([0, 24])
    for (const row of rows) {
      expect(Object.keys(row).sort()).toEqual(['class', 'id', 'matrix', 'parameters', 'source', 'status'])
      expect(row['matrix']).toEqual([
        [expect.any(Number), expect.any(Number), expect.any(Number)],
        [expect.any(Number), expect.any(Number), expect.any(Number)]
      ])
    }
    const some = (
      await cliJson('variants', workspace, '--limit', '5', '--class', 'dog', '--status', 'pending')
    ).json as typeof rows
    expect(some.map((row) => row['class'])).toEqual(Array.from({ length: 5 }, () => 'dog'))
    expect((await cliJson('variants', workspace, '--status', 'accepted')).json).toEqual([])
  })

  it('decide: by variant, by class, all; earlier decisions are left alone when asked', async () => {
    const steps: readonly (readonly [readonly string[], number])[] = [
      [['--reject', '--variant', '1', '2'], 2],
      [['--reject', '--variant', '3', '--variant', '2'], 1],
      // 12 cats, of which 3 are rejected.
      [['--accept', '--class', 'cat', '--undecided'], 9],
      [['--accept', '--all', '--undecided'], 12],
      [['--accept', '--all', '--undecided'], 0],
      [['--reject', '--class', 'cat'], 9],
      [['--accept', '--class', 'cat'], 12],
      [['--accept', '--all'], 0],
      [['--reject', '--variant', '1', '2', '3'], 3]
    ]
    for (const [args, changed] of steps)
      expect((await cliJson('decide', workspace, ...args)).json).toEqual({ changed })
    const { json } = await cliJson('status', workspace)
    expect(json).toMatchObject({ variants: { pending: 0, accepted: 21, rejected: 3 } })
  })

  it('render, the same every time', async () => {
    const args = ['render', workspace, '--variant', '4', '--out', at('out.png')]
    const { code, json } = await cliJson(...args)
    expect([code, json]).toEqual([
      0,
      { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), width: 40, height: 30 }
    ])
    expect((await cliJson(...args)).json).toEqual(json)
    const { facts } = await loadSource({ path: at('out.png'), entry: null })
    expect(facts).toMatchObject({ format: 'png', width: 40, height: 30 })
  })

  it('apply', async () => {
    const matrix = [
      [1, 0, 1],
      [0, 1, 0]
    ]
    const steps = put('steps.json', [{ transform: 'affine', matrix }])
    const input = join(at('pictures'), 'cat', 'p0.png')
    const { code, json } = await cliJson(
      'apply',
      input,
      at('moved.png'),
      '--steps',
      steps,
      '--fill-mode',
      'constant',
      '--fill-value',
      '7'
    )
    expect([code, json]).toEqual([0, { width: 40, height: 30 }])
    const before = (await loadSource({ path: input, entry: null })).raster.data
    const after = (await loadSource({ path: at('moved.png'), entry: null })).raster.data
    // Output pixel x shows input pixel x + 1; the last column lies outside.
    expect([...after.slice(0, 39 * 3)]).toEqual([...before.slice(3, 40 * 3)])
    expect([...after.slice(39 * 3, 40 * 3)]).toEqual([7, 7, 7])
  })

  it('export', async () => {
    const args = ['export', workspace, at('set'), '--format', 'folder', '--split', '60,20,20', '--originals']
    const { code, json } = await cliJson(...args, '--size', '20x10', '--image', 'jpeg')
    expect(code).toBe(0)
    const { files, bytes, splits } = json as { files: number; bytes: number; splits: Record<string, number> }
    expect(Object.keys(json as object).sort()).toEqual(['bytes', 'files', 'splits'])
    expect([files, Object.values(splits).reduce((a, b) => a + b, 0)]).toEqual([28, 28])
    expect(bytes).toBeGreaterThan(0)
    expect(
      readFileSync(join(at('set'), 'manifest.csv'), 'utf8')
        .trimEnd()
        .split('\n').length
    ).toBe(29)
    expect((await cliJson(...args)).code).toBe(1)
  })

  it('export with a picture that is gone: exit 3, and it is listed', async () => {
    rmSync(join(at('pictures'), 'dog', 'p2.png'))
    const { code, json } = await cliJson('export', workspace, at('set2'), '--originals')
    expect(code).toBe(3)
    expect(json).toMatchObject({
      failed: [{ path: 'dog/p2.png', reason: expect.stringContaining('not there') }]
    })
  })

  it('resume', async () => {
    const { code, json } = await cliJson('resume', workspace)
    expect([code, json]).toEqual([0, { resumed: [], failed: [] }])
  })

  it('serve', async () => {
    const entry = join(import.meta.dirname, '../../electron/cli.ts')
    const child = spawn(process.execPath, [entry, 'serve', workspace, '--json'], {
      stdio: ['ignore', 'pipe', 'inherit']
    })
    try {
      const [chunk] = (await once(child.stdout, 'data')) as [Buffer]
      expect(JSON.parse(String(chunk))).toEqual({
        url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\//)
      })
      const locked = await cliJson('decide', workspace, '--accept', '--all')
      expect([locked.code, locked.json]).toEqual([
        1,
        {
          error: expect.objectContaining({
            code: 'workspace-locked',
            message: expect.stringContaining(`process ${child.pid}`),
            remedy: expect.any(String)
          })
        }
      ])
      expect((await cliJson('status', workspace)).code).toBe(0)
    } finally {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
  })
})

describe('wrong usage ends with exit 2, and says what is wrong and what helps', () => {
  const wrong: readonly (readonly [string, () => readonly string[], RegExp])[] = [
    [
      'a workspace that is not there',
      () => ['status', at('none.cultivar')],
      /none\.cultivar.*cultivar create/s
    ],
    [
      'a recipe that is not there',
      () => ['check', at('none.json'), '--domain', 'any'],
      /none\.json.*Check its name/s
    ],
    [
      'a recipe that is no JSON',
      () => ['check', (writeFileSync(at('bad.json'), '{"version":1,'), at('bad.json')), '--domain', 'any'],
      /bad\.json.*JSON/s
    ],
    [
      'a recipe with a wrong field',
      () => ['check', put('odd.json', { version: 1, steps: [{ transform: 'spin' }] }), '--domain', 'any'],
      /odd\.json.*spin/s
    ],
    [
      'a recipe with the ends of a range swapped',
      () => [
        'draw',
        workspace,
        '--recipe',
        put('swap.json', { version: 1, steps: [{ transform: 'rotate', angleDegRange: [5, -5] }] }),
        '--domain',
        'any',
        '--copies',
        '1'
      ],
      /angleDegRange/
    ],
    ['an unknown domain', () => ['check', at('mild.json'), '--domain', 'underwater'], /underwater.*upright/s],
    [
      'an unknown domain to draw in',
      () => ['draw', workspace, '--recipe', at('mild.json'), '--domain', 'underwater', '--copies', '1'],
      /underwater.*upright/s
    ],
    ['an unknown command', () => ['explode'], /explode/],
    ['no command', () => [], /./],
    ['a missing option', () => ['draw', workspace, '--copies', '2'], /--recipe/],
    [
      'neither copies nor balance',
      () => ['draw', workspace, '--recipe', at('mild.json'), '--domain', 'any'],
      /--copies N or --balance N/
    ],
    [
      'both copies and balance',
      () => [
        'draw',
        workspace,
        '--recipe',
        at('mild.json'),
        '--domain',
        'any',
        '--copies',
        '1',
        '--balance',
        '1'
      ],
      /either/
    ],
    [
      'no copies at all',
      () => ['draw', workspace, '--recipe', at('mild.json'), '--domain', 'any', '--copies', '0'],
      /whole number from 1/
    ],
    [
      'accept and reject at once',
      () => ['decide', workspace, '--accept', '--reject', '--all'],
      /either --accept or --reject/
    ],
    ['nothing to decide', () => ['decide', workspace, '--accept'], /--variant/],
    [
      'variants and a class',
      () => ['decide', workspace, '--accept', '--variant', '1', '--class', 'cat'],
      /alone/
    ],
    ['a variant that is not there', () => ['decide', workspace, '--accept', '--variant', '999999'], /999999/],
    [
      'a variant to render that is not there',
      () => ['render', workspace, '--variant', '999999', '--out', at('x.png')],
      /999999/
    ],
    [
      'an ending that names no format',
      () => ['render', workspace, '--variant', '1', '--out', at('x.tga')],
      /x\.tga.*\.png/s
    ],
    ['a split with a gap', () => ['export', workspace, at('x'), '--split', '80,,20'], /--split/],
    [
      'a split of nothing',
      () => ['export', workspace, at('x'), '--split', '0,0,0', '--originals'],
      /80,10,10/
    ],
    ['a size that is none', () => ['export', workspace, at('x'), '--size', '20'], /--size/],
    [
      'a picture that is not there',
      () => ['apply', at('none.png'), at('x.png'), '--steps', at('steps.json')],
      /none\.png/
    ],
    [
      'a parameter beyond all numbers',
      () => {
        writeFileSync(at('endless.json'), '[{ "transform": "rotate", "angleDeg": 1e999 }]')
        return ['apply', at('out.png'), at('x.png'), '--steps', at('endless.json')]
      },
      /endless\.json.*angleDeg/s
    ],
    [
      'a parameter that is not a number',
      () => {
        writeFileSync(at('nan.json'), '[{ "transform": "rotate", "angleDeg": NaN }]')
        return ['apply', at('out.png'), at('x.png'), '--steps', at('nan.json')]
      },
      /nan\.json.*JSON/s
    ],
    [
      'an empty fill value',
      () => ['apply', at('out.png'), at('x.png'), '--steps', at('steps.json'), '--fill-value', ''],
      /--fill-value/
    ]
  ]
  it.each(wrong)('%s', async (_name, args, says) => {
    const run = await cli([...args(), '--json'])
    expect(run.stderr).toMatch(says)
    expect(run.stderr).not.toMatch(/\n\s+at /)
    expect([run.code, JSON.parse(run.stdout)]).toEqual([
      2,
      { error: expect.objectContaining({ code: expect.any(String), message: expect.any(String) }) }
    ])
  })

  it('without --json nothing is printed on stdout', async () => {
    const run = await cli(['status', at('none.cultivar')])
    expect([run.code, run.stdout]).toEqual([2, ''])
  })

  it('a picture that would fill the memory is refused by its header', async () => {
    writeFileSync(at('vast.png'), pngHeader(20_000, 20_000))
    const run = await cliJson('apply', at('vast.png'), at('x.png'), '--steps', at('steps.json'))
    expect([run.code, run.json]).toEqual([
      1,
      { error: expect.objectContaining({ code: 'image-too-large', file: at('vast.png') }) }
    ])
    expect(run.stderr).toMatch(/20000 x 20000.*100 megapixels/)
  })

  it('a place that cannot be written to is no programming error', async () => {
    const run = await cliJson('render', workspace, '--variant', '4', '--out', join(at('nowhere'), 'x.png'))
    expect([run.code, run.json]).toEqual([
      1,
      { error: expect.objectContaining({ code: 'destination-unwritable' }) }
    ])
  })
})
