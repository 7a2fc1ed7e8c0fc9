/** Arrays are read by numpy, and hold what the catalogue says: pixels, labels, and what Keras would make of them. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cli } from '../fixtures/cli.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'
import { missingPython } from '../reference/python.ts'

const tempFolder = tempFolders()
const missing = missingPython(['numpy', 'PIL'])
const python = (script: string, ...args: readonly string[]): unknown =>
  JSON.parse(execFileSync('/usr/bin/python3', ['-c', script, ...args], { encoding: 'utf8' }))

/** A workspace with the bundled characters, one variant of each, drawn by the steps. */
async function workspaceWith(folder: string, steps: readonly object[]): Promise<string> {
  const workspace = join(folder, 'w.cultivar')
  const recipe = join(folder, 'recipe.json')
  writeFileSync(recipe, JSON.stringify({ version: 1, seed: 5, steps }))
  const sample = join(import.meta.dirname, '../../resources/sample')
  for (const args of [
    ['create', workspace],
    ['import', workspace, sample],
    ['draw', workspace, '--recipe', recipe, '--domain', 'any', '--copies', '1']
  ]) {
    const { code, stderr } = await cli(args)
    if (code !== 0) throw new Error(stderr)
  }
  return workspace
}

describe.skipIf(missing !== undefined)('export --format npz', () => {
  const options = ['--format', 'npz', '--include', 'pending', '--split', '70,20,10', '--size', '24x20']

  it('holds the same pixels and labels as the pictures of an export, and numpy reads them', async () => {
    const folder = tempFolder()
    const workspace = await workspaceWith(folder, [{ transform: 'rotate', angleDegRange: [-9, 9] }])
    const [arrays, pictures] = [join(folder, 'arrays'), join(folder, 'pictures')]
    expect((await cli(['export', workspace, arrays, ...options])).code).toBe(0)
    const plain = options.map((one) => (one === 'npz' ? 'folder' : one))
    expect((await cli(['export', workspace, pictures, ...plain, '--image', 'png'])).code).toBe(0)
    const found = python(
      `
import sys, os, csv, json, numpy as np
from PIL import Image
a = np.load(sys.argv[1] + '/arrays.npz')
names = [str(n) for n in a['class_names']]
rows = list(csv.DictReader(open(sys.argv[1] + '/manifest.csv')))
other = {(r['source_sha256'], r['variant']): r for r in csv.DictReader(open(sys.argv[2] + '/manifest.csv'))}
wrong = 0
for r in rows:
    array, at = r['file'].split('#')[1][:-1].split('[')
    x, y = a[array][int(at)], a['y' + array[1:]][int(at)]
    o = other[(r['source_sha256'], r['variant'])]
    image = np.asarray(Image.open(os.path.join(sys.argv[2], o['file'])).convert('RGB'))
    wrong += not ((x == image).all() and names[int(y)] == r['class'] == o['class'] and r['split'] == o['split'])
print(json.dumps({'wrong': wrong, 'rows': len(rows), 'shapes': {k: list(a[k].shape) for k in a.files},
                  'types': sorted({str(a[k].dtype) for k in a.files if k[0] == 'x'})}))
`,
      arrays,
      pictures
    ) as { wrong: number; rows: number; shapes: Record<string, number[]>; types: string[] }
    // 84 characters of the sample.
    expect(found).toMatchObject({ wrong: 0, rows: 84, types: ['uint8'] })
    const { x_train: train = [], x_val: val = [], x_test: test = [] } = found.shapes
    expect((train[0] ?? 0) + (val[0] ?? 0) + (test[0] ?? 0)).toBe(84)
    expect(train.slice(1)).toEqual([20, 24, 3])
  })

  it('normalises as Keras does, by the training part alone', async () => {
    const folder = tempFolder()
    const workspace = await workspaceWith(folder, [{ transform: 'brightness', factorRange: [0.7, 1.3] }])
    const [raw, normal] = [join(folder, 'raw'), join(folder, 'normal')]
    const list =
      'rescale=1/255,samplewise-centre,featurewise-centre,featurewise-standardise,zca,zca-epsilon=0.01'
    expect((await cli(['export', workspace, raw, ...options])).code).toBe(0)
    expect((await cli(['export', workspace, normal, ...options, '--normalise', list])).code).toBe(0)
    // keras-preprocessing 1.1.2, fit and standardize, written in numpy.
    const worst = python(
      `
import sys, json, numpy as np
raw, normal = (np.load(folder + '/arrays.npz') for folder in sys.argv[1:3])
x = raw['x_train'].astype(np.float64)
mean, std = x.mean(axis=(0, 1, 2)), x.std(axis=(0, 1, 2))
fitted = (x - mean) / (std + 1e-6)
flat = fitted.reshape(len(x), -1)
u, s, _ = np.linalg.svd(flat.T @ flat / len(x))
components = (u / np.sqrt(s + 0.01)) @ u.T
worst = 0
for part in ('train', 'val', 'test'):
    for image, found in zip(raw['x_' + part], normal['x_' + part]):
        z = image * (1 / 255)
        z = z - z.mean()
        z = (z - mean) / (std + 1e-6)
        z = (z.reshape(1, -1) @ components).reshape(z.shape)
        worst = max(worst, float(np.abs(z - found).max() / np.abs(z).max()))
print(json.dumps(worst))
`,
      raw,
      normal
    )
    expect(worst).toBeLessThan(1e-4)
    const statistics = JSON.parse(readFileSync(join(normal, 'statistics.json'), 'utf8')) as { mean: number[] }
    expect(statistics.mean).toHaveLength(3)
  })

  it('holds shares of classes where labels are mixed', async () => {
    const folder = tempFolder()
    const workspace = await workspaceWith(folder, [{ transform: 'mixUp', probability: 1 }])
    const out = join(folder, 'out')
    expect((await cli(['export', workspace, out, ...options])).code).toBe(0)
    const found = python(
      `
import sys, json, numpy as np
a = np.load(sys.argv[1] + '/arrays.npz')
y = np.concatenate([a[k] for k in a.files if k.startswith('y')])
print(json.dumps({'classes': y.shape[1] == len(a['class_names']), 'most': float(np.abs(y.sum(1) - 1).max()),
                  'mixed': int(((y > 0).sum(1) == 2).sum())}))
`,
      out
    ) as { classes: boolean; most: number; mixed: number }
    expect(found.classes).toBe(true)
    expect(found.most).toBeLessThan(1e-6)
    expect(found.mixed).toBeGreaterThan(0)
  })

  it('asks for a size when pictures differ, and leaves nothing behind', async () => {
    const folder = tempFolder()
    const workspace = await workspaceWith(folder, [
      { transform: 'randomCrop', widthShareRange: [0.5, 0.9], heightShareRange: [0.5, 0.9] }
    ])
    await cli(['import', workspace, join(import.meta.dirname, '../parity/cases/coffee_96x128.png')])
    const out = join(folder, 'out')
    const { code, stderr } = await cli([
      'export',
      workspace,
      out,
      '--format',
      'npz',
      '--include',
      'pending',
      '--originals'
    ])
    expect(code).not.toBe(0)
    expect(stderr).toContain('--size')
  })
})

describe('export --normalise of pictures', () => {
  it('writes the statistics beside them and leaves the pictures alone', async () => {
    const folder = tempFolder()
    const workspace = await workspaceWith(folder, [{ transform: 'horizontalFlip' }])
    const [plain, measured] = [join(folder, 'plain'), join(folder, 'measured')]
    const args = ['--include', 'pending', '--size', '16x16', '--image', 'png']
    expect((await cli(['export', workspace, plain, ...args])).code).toBe(0)
    expect(
      (await cli(['export', workspace, measured, ...args, '--normalise', 'featurewise-centre'])).code
    ).toBe(0)
    expect(readFileSync(join(measured, 'manifest.csv'))).toEqual(readFileSync(join(plain, 'manifest.csv')))
    const { count, mean } = JSON.parse(readFileSync(join(measured, 'statistics.json'), 'utf8')) as {
      count: number
      mean: number[]
    }
    expect(count).toBe(84)
    for (const level of mean) expect(level).toBeGreaterThan(10)
  })
})
