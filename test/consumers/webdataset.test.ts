import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createPacker } from '../../electron/exporters/webdataset/index.ts'
import { cocoAnnotations, putCocoSet } from '../fixtures/cocoSet.ts'
import { exported, exportContext } from '../fixtures/exported.ts'
import { readManifest } from '../fixtures/manifest.ts'
import { openEngine } from '../fixtures/openEngine.ts'
import { putClasses } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'
import { missingPython, runPython } from '../reference/python.ts'

const temp = tempFolders()

/**
 * Reads shards as webdataset/tariterators.py does: as a stream, without going back, names divided by the same
 * expression, consecutive files of a key are a sample, the same ending twice is an error.
 */
const script = `
import hashlib, io, re, tarfile
from PIL import Image
def base_plus_ext(path):
    match = re.match(r"^((?:.*/|)[^.]+)[.]([^/]*)$", path)
    return match.groups() if match else (None, None)
answer = {}
for name in values['shards']:
    stream = tarfile.open(os.path.join(values['root'], name), mode="r|*")
    found, current = [], None
    for info in stream:
        prefix, suffix = base_plus_ext(info.name)
        assert info.isreg() and prefix is not None, info.name
        if current is None or current["key"] != prefix:
            assert prefix not in [one["key"] for one in found], prefix
            current = {"key": prefix, "endings": []}
            found.append(current)
        assert suffix not in current["endings"], (prefix, suffix)
        current["endings"].append(suffix)
        bytes = stream.extractfile(info).read()
        if suffix in ('png', 'jpg'):
            current["size"] = Image.open(io.BytesIO(bytes)).convert('RGB').size
            current["sha256"] = hashlib.sha256(bytes).hexdigest()
        elif suffix == 'cls': current["cls"] = int(bytes)
        elif suffix == 'json': current["json"] = json.loads(bytes)
        elif suffix == 'txt': current["txt"] = bytes.decode('utf-8')
    answer[name] = found
`

interface Sample {
  readonly key: string
  readonly endings: readonly string[]
  readonly size: readonly number[]
  readonly sha256: string
  readonly cls?: number
  readonly txt?: string
  readonly json: {
    readonly label: string | null
    readonly objects: readonly { readonly kind: string; readonly className: string; readonly box?: object }[]
  }
}

function readShards(root: string, shards: readonly string[]): Readonly<Record<string, readonly Sample[]>> {
  return runPython(script, { values: { root, shards } }).answer as Readonly<Record<string, readonly Sample[]>>
}

describe("Python's tarfile, as WebDataset uses it,", () => {
  it('reads every sample of an export: pictures, numbers of classes, annotations', ({ skip }) => {
    const why = missingPython(['numpy', 'PIL'])
    if (why !== undefined) return skip(why)
    return checkExport()
  }, 600_000)

  it('reads names of any length and script', async ({ skip }) => {
    const why = missingPython(['numpy', 'PIL'])
    if (why !== undefined) return skip(why)
    const folder = temp()
    const packer = createPacker(exportContext(), folder, { samples: 10, bytes: 1e6 })
    const names = ['長い名前'.repeat(16), 'é', 'x'.repeat(96), 'y'.repeat(97), 'z'.repeat(180)]
    for (const name of names) {
      await packer.add(
        exported({ file: `${name}.bin`, source: name, className: null, split: null }),
        Buffer.from('x')
      )
    }
    const [shard = ''] = await packer.finish()
    expect(readShards(folder, [shard])[shard]?.map(({ key }) => key)).toEqual(names)
  })
})

async function checkExport(): Promise<void> {
  const folder = temp()
  await putClasses(folder, ['train/ant', 'train/zebra', 'val/zebra'], 3)
  const engine = await openEngine(join(temp(), 'a.cultivar'))
  await engine.job('import.start', { paths: [folder], format: 'auto', copy: false })
  const target = join(temp(), 'out')
  await engine.job('export.start', { folder: target, options: { format: 'webdataset', originals: true } })
  const shards = readShards(target, ['train-000000.tar', 'val-000000.tar'])
  const rows = readManifest(target)
  expect(Object.values(shards).flat()).toHaveLength(9)
  for (const [shard, samples] of Object.entries(shards)) {
    for (const sample of samples) {
      const row = rows.find(({ file }) => file === `${shard}#${sample.key}.png`)
      expect(sample).toMatchObject({ endings: ['png', 'cls', 'json'], size: [40, 30], sha256: row?.sha256 })
      // classes.txt has ant and zebra, numbered from 0.
      expect(['ant', 'zebra'][sample.cls ?? -1]).toBe(row?.class)
      expect(sample.json.label).toBe(row?.class)
    }
  }
}

describe("annotations in WebDataset's .json", () => {
  it('are the boxes of the COCO file that they came from', async ({ skip }) => {
    const why = missingPython(['numpy', 'PIL'])
    if (why !== undefined) return skip(why)
    const folder = temp()
    await putCocoSet(folder)
    const engine = await openEngine(join(temp(), 'a.cultivar'))
    await engine.job('import.start', { paths: [folder], format: 'coco', copy: false })
    const target = join(temp(), 'out')
    await engine.job('export.start', { folder: target, options: { format: 'webdataset', originals: true } })
    const samples = Object.values(readShards(target, ['train-000000.tar', 'val-000000.tar'])).flat()
    const boxes = samples.flatMap(({ json }) =>
      json.objects.flatMap(({ box }) => (box === undefined ? [] : [box]))
    )
    const given = Object.values(cocoAnnotations)
      .flat()
      .map(({ bbox: [x, y, width, height] }) => ({ x, y, width, height }))
    const sorted = (list: readonly object[]): readonly string[] =>
      list.map((one) => JSON.stringify(one)).sort()
    expect(sorted(boxes)).toEqual(sorted(given))
  })
})
