/** TFRecord files are read by plain Python, which checks every checksum with a table of its own. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { putMarkedSet } from '../fixtures/markedSet.ts'
import { roundTrip } from '../fixtures/roundTrip.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'
import { missingPython, runPython } from '../reference/python.ts'

const temp = tempFolders()
const missing = missingPython(['numpy'])

/** tensorflow/core/lib/hash/crc32c.h, record_reader.cc and example.proto, in Python. */
const script = `
import glob, hashlib, re, struct
table = []
for n in range(256):
    for _ in range(8): n = (n >> 1) ^ 0x82f63b78 if n & 1 else n >> 1
    table.append(n)
def masked(data):
    crc = 0xffffffff
    for byte in data: crc = table[(crc ^ byte) & 255] ^ (crc >> 8)
    crc ^= 0xffffffff
    return ((crc >> 15 | crc << 17) + 0xa282ead8) & 0xffffffff
assert masked(b'\\0' * 32) == ((0x8a9136aa >> 15 | 0x8a9136aa << 17) + 0xa282ead8) & 0xffffffff
def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]; at += 1
        value |= (byte & 127) << shift; shift += 7
        if byte < 128: return value, at
def fields(data):
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        assert key & 7 == 2, key
        size, at = varint(data, at)
        yield key >> 3, data[at:at + size]
        at += size
def numbers(data):
    found, at = [], 0
    while at < len(data):
        value, at = varint(data, at)
        found.append(value - (1 << 64) if value >> 63 else value)
    return found
def feature(data):
    for kind, content in fields(data):
        if kind == 1: return [value for _, value in fields(content)]
        packed = b''.join(value for _, value in fields(content))
        return list(struct.unpack('<%df' % (len(packed) // 4), packed)) if kind == 2 else numbers(packed)
def example(data):
    found = {}
    for _, features in fields(data):
        for _, entry in fields(features):
            parts = dict(fields(entry))
            found[parts[1].decode()] = feature(parts[2])
    return found
answer = {}
for path in sorted(glob.glob(values + '/*.tfrecord')):
    data, at, rows = open(path, 'rb').read(), 0, []
    while at < len(data):
        length, crc = struct.unpack_from('<QI', data, at)
        assert crc == masked(data[at:at + 8]), 'length'
        content = data[at + 12:at + 12 + length]
        assert struct.unpack_from('<I', data, at + 12 + length)[0] == masked(content), 'data'
        at += 16 + length
        one = example(content)
        picture = one.pop('image/encoded')[0]
        rows.append({'sha256': hashlib.sha256(picture).hexdigest(),
                     **{k: [v.decode() if isinstance(v, bytes) else v for v in vs or []] for k, vs in one.items()}})
    assert at == len(data)
    answer[os.path.basename(path)] = rows
text = open(values + '/label_map.pbtxt', encoding='utf8').read()
answer['map'] = {name: int(id) for id, name in re.findall(r'item \\{\\n  id: (\\d+)\\n  name: "(.*)"\\n\\}', text)}
`

type Row = Readonly<Record<string, readonly (string | number)[]>> & { readonly sha256: string }

describe.skipIf(missing !== undefined)('a reader of TFRecord files in Python', () => {
  it('finds right checksums, pictures byte for byte, classes by the label map, and boxes', async () => {
    const folder = temp()
    await putMarkedSet(folder)
    const { target } = await roundTrip({ folder: temp(), paths: [folder], from: 'hf', format: 'tfrecord' })
    const { answer } = runPython(script, { values: target })
    const { map, ...files } = answer as Readonly<Record<string, readonly Row[]>> & {
      readonly map: Readonly<Record<string, number>>
    }
    expect(Object.entries(files).map(([name, rows]) => [name, rows.length])).toEqual([
      ['test-00000-of-00001.tfrecord', 2],
      ['train-00000-of-00001.tfrecord', 3],
      ['val-00000-of-00001.tfrecord', 1]
    ])
    expect(Object.keys(map).toSorted((a, b) => a.localeCompare(b))).toEqual([
      '=dog',
      'cat',
      'cät',
      'ear',
      'nose',
      'pet'
    ])
    expect(Object.values(map).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6])
    const sha256 = createHash('sha256')
      .update(readFileSync(join(folder, 'train/one.png')))
      .digest('hex')
    const one = files['train-00000-of-00001.tfrecord']?.find((row) => row.sha256 === sha256)
    expect(one).toMatchObject({
      'image/class/text': ['cat', 'pet'],
      'image/class/label': [map['cat'], map['pet']],
      'image/caption': ['A cat.', 'It "sits",\nand waits.'],
      'image/format': ['png'],
      'image/width': [40],
      'image/height': [30],
      'image/object/class/text': ['nose', ''],
      'image/object/class/label': [map['nose'], 0]
    })
    // [1, 2, 10, 20] and [-3, 0, 5.5, 5] of 40 x 30, in single precision.
    const sides = {
      xmin: [1 / 40, -3 / 40],
      xmax: [11 / 40, 2.5 / 40],
      ymin: [2 / 30, 0],
      ymax: [22 / 30, 5 / 30]
    }
    for (const [side, expected] of Object.entries(sides)) {
      expect(one?.[`image/object/bbox/${side}`]).toEqual(expected.map(Math.fround))
    }
  })
})
