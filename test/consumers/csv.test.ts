/** Tables are read by Python's csv and json modules. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { putMarkedSet } from '../fixtures/markedSet.ts'
import { roundTrip } from '../fixtures/roundTrip.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'
import { missingPython, runPython } from '../reference/python.ts'

const temp = tempFolders()
const missing = missingPython(['numpy', 'PIL'])

const script = `
import csv, hashlib
from PIL import Image
def opened(name): return open(os.path.join(values, name), encoding='utf8', newline='')
with opened('labels.csv') as f: commas = list(csv.DictReader(f))
with opened('labels.tsv') as f: tabs = list(csv.DictReader(f, delimiter='\\t'))
with opened('labels.jsonl') as f: lines = [json.loads(line) for line in f]
assert commas == tabs
rows = []
for cells, one in zip(commas, lines, strict=True):
    assert cells['file'] == one['file'] and cells['source'] == one['source'] and cells['split'] == one['split']
    pixels = hashlib.sha256(np.asarray(Image.open(os.path.join(values, one['file'])).convert('RGB')).tobytes()).hexdigest()
    rows.append({**cells, 'exact': one['label'], 'captions': one.get('caption'), 'pixels': pixels})
answer = rows
`

interface Row {
  readonly file: string
  readonly label: string
  readonly labels: string
  readonly split: string
  readonly caption: string
  readonly source: string
  readonly exact: string | null
  readonly captions?: string | readonly string[]
  readonly pixels: string
}

describe.skipIf(missing !== undefined)("Python's csv module", () => {
  it('reads the same rows from CSV, TSV and JSON Lines, and finds the pictures', async () => {
    const folder = temp()
    await putMarkedSet(folder)
    const { target } = await roundTrip({ folder: temp(), paths: [folder], from: 'hf', format: 'csv' })
    const rows = runPython(script, { values: target }).answer as readonly Row[]
    expect(rows).toHaveLength(6)
    const by = new Map(rows.map((row) => [row.source, row]))
    expect(by.get('train/one.png')).toMatchObject({
      label: 'cat',
      labels: '["cat","pet"]',
      split: 'train',
      captions: ['A cat.', 'It "sits",\nand waits.']
    })
    expect(by.get('train/two, "quoted".png')).toMatchObject({
      label: "'=dog",
      exact: '=dog',
      caption: 'A dog.'
    })
    expect(by.get('train/three.png')).toMatchObject({ label: '', exact: null })
    expect(by.get('test/ünï.png')).toMatchObject({ label: 'cät', split: 'test' })
    const originals = runPython(
      `
import glob, hashlib
from PIL import Image
answer = {os.path.relpath(p, values): hashlib.sha256(np.asarray(Image.open(p).convert('RGB')).tobytes()).hexdigest()
          for p in glob.glob(values + '/*/*.png')}
`,
      { values: join(folder) }
    ).answer as Readonly<Record<string, string>>
    expect(Object.fromEntries(rows.map(({ source, pixels }) => [source, pixels]))).toEqual(originals)
  })
})
