import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cliJson } from '../fixtures/cli.ts'
import { readManifest } from '../fixtures/manifest.ts'
import { recipe } from '../fixtures/openEngine.ts'
import { putFiles } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'

const temp = tempFolders()
const python = '/usr/bin/python3'
const sample = join(import.meta.dirname, '../../resources/sample/characters')

/** What ImageFolder finds in every split, and the SHA-256 of the RGB pixels of each PNG, as PIL decodes them. */
const script = `
import hashlib, json, os, sys
from PIL import Image
from torchvision.datasets import ImageFolder
root = sys.argv[1]
answer = {}
for split in ('train', 'val', 'test'):
    found = ImageFolder(os.path.join(root, split))
    pixels = {os.path.relpath(path, root): hashlib.sha256(Image.open(path).convert('RGB').tobytes()).hexdigest()
              for path, _ in found.samples if path.endswith('.png')}
    count = sum(1 for _ in found)
    labels = {os.path.relpath(path, root): found.classes[label] for path, label in found.samples}
    answer[split] = {'classes': found.classes, 'count': count, 'pixels': pixels, 'labels': labels}
print(json.dumps(answer))
`

interface Found {
  readonly classes: readonly string[]
  readonly count: number
  readonly pixels: Readonly<Record<string, string>>
  readonly labels: Readonly<Record<string, string>>
}

function hasTorchvision(): boolean {
  try {
    execFileSync(python, ['-c', 'import torchvision, PIL'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Installs Debian's packages where that is possible without asking anybody. */
function prepare(): boolean {
  if (hasTorchvision()) return true
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore' })
    execFileSync('apt-get', ['install', '-y', '-qq', 'python3-torchvision', 'python3-pil'], {
      stdio: 'ignore'
    })
  } catch {
    return false
  }
  return hasTorchvision()
}

describe("torchvision's ImageFolder", () => {
  it('reads an export of the sample data set: classes, numbers, labels and pixels', async ({ skip }) => {
    if (!prepare()) {
      const why = 'python3-torchvision is missing: sudo apt-get install -y python3-torchvision python3-pil'
      if (process.env['CI'] === 'true') throw new Error(why)
      return skip(why)
    }
    const workspace = join(temp(), 'w.cultivar')
    const target = join(temp(), 'set')
    const recipeFile = join(temp(), 'recipe.json')
    putFiles(join(recipeFile, '..'), { 'recipe.json': JSON.stringify(recipe) })
    await cliJson('create', workspace)
    await cliJson('import', workspace, sample)
    await cliJson('draw', workspace, '--recipe', recipeFile, '--domain', 'upright', '--copies', '1')
    await cliJson('decide', workspace, '--accept', '--all')
    const done = await cliJson('export', workspace, target, '--split', '60,20,20', '--image', 'png')
    const { splits } = done.json as { splits: Readonly<Record<string, number>> }

    const answer = JSON.parse(
      execFileSync(python, ['-c', script, target], { encoding: 'utf8', maxBuffer: 1 << 26 })
    ) as Readonly<Record<string, Found>>
    const rows = readManifest(target)
    // 84 pictures in 4 classes of 20, 24, 28 and 12: by 60:20:20 each within one of its share.
    expect(Object.fromEntries(Object.entries(answer).map(([name, { count }]) => [name, count]))).toEqual(
      splits
    )
    expect(Object.values(splits).reduce((a, b) => a + b, 0)).toBe(84)
    for (const { classes } of Object.values(answer))
      expect(classes).toEqual(['bald', 'curly', 'long', 'mohawk'])
    for (const row of rows) expect(answer[row.split]?.labels[row.file]).toBe(row.class)

    const { json } = await cliJson('variants', workspace)
    const variants = new Map((json as { id: number; source: string }[]).map(({ id, source }) => [source, id]))
    for (const row of rows.filter((_, index) => index % 12 === 0)) {
      const id = String(variants.get(row.source))
      const { json: rendered } = await cliJson(
        'render',
        workspace,
        '--variant',
        id,
        '--out',
        join(temp(), 'one.png')
      )
      // `render` tells the hash of the samples; a picture without alpha has the same three bytes a pixel in PIL.
      expect(answer[row.split]?.pixels[row.file]).toBe((rendered as { sha256: string }).sha256)
    }
  }, 600_000)
})
