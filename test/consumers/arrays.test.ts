/** Arrays go to and come from numpy: what it writes is read here, and IDX files that are written here are read there. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encode } from '../../electron/pixels/codec.ts'
import { loadSource } from '../../electron/sources/bytes.ts'
import { npz } from '../../electron/sources/npz/index.ts'
import { findAll, imagesOf, problemsOf } from '../fixtures/find.ts'
import { putFiles } from '../fixtures/pictures.ts'
import { roundTrip } from '../fixtures/roundTrip.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'
import { missingPython, runPython } from '../reference/python.ts'

const temp = tempFolders()
const missing = missingPython(['numpy'])

const write = `
random = np.random.RandomState(3)
x = random.randint(0, 256, (5, 7, 9, 3)).astype(np.uint8)
g = random.randint(0, 256, (4, 6, 5)).astype(np.uint8)
y, z = np.array([3, 0, 1, 3, 2]), np.array([1, 0, 0, 1])
one_hot = np.eye(4, dtype=np.float32)[y]
os.chdir(values)
np.savez('plain.npz', x_train=x, y_train=y, x_test=g, y_test=z)
np.savez_compressed('packed.npz', x_train=x, y_train=y[:, None], x_test=g, y_test=z.astype(np.uint8))
np.savez('fortran.npz', x_train=np.asfortranarray(x), y_train=y, x_test=np.asfortranarray(g), y_test=z)
np.savez('floats.npz', x_train=(x / 255).astype(np.float32), y_train=one_hot, x_test=g.astype(np.float64), y_test=z)
np.savez('half.npz', x_train=(x / 255).astype(np.float16), y_train=y.astype('>i4'), x_test=(g / 255).astype('>f8'), y_test=z)
np.savez('first.npz', x_train=x.transpose(0, 3, 1, 2), y_train=y, x_test=g[:, None], y_test=z)
np.savez('named.npz', x_train=x, y_train=y, x_test=g, y_test=z, class_names=np.array(['0', '1', '2', '3']))
outputs['x'], outputs['g'] = x, g
answer = {'y': y.tolist(), 'z': z.tolist()}
`

describe.skipIf(missing !== undefined)('numpy', () => {
  it('writes NPZ files of many kinds, and all are read as the same pictures and labels', async () => {
    const folder = temp()
    const { arrays, answer } = runPython(write, { values: folder })
    const { y, z } = answer as { readonly y: readonly number[]; readonly z: readonly number[] }
    const part = (name: string, count: number): readonly (readonly number[])[] => {
      const data = [...(arrays[name]?.data ?? [])]
      return Array.from({ length: count }, (_, n) =>
        data.slice((n * data.length) / count, ((n + 1) * data.length) / count)
      )
    }
    const expected = [...part('x', 5), ...part('g', 4)]
    for (const name of ['plain', 'packed', 'fortran', 'floats', 'half', 'first', 'named']) {
      const found = await findAll(npz, [join(folder, `${name}.npz`)])
      expect(problemsOf(found)).toEqual([])
      const images = imagesOf(found)
      expect(images.map(({ className, split }) => [className, split])).toEqual([
        ...y.map((label) => [String(label), 'train']),
        ...z.map((label) => [String(label), 'test'])
      ])
      const pixels = await Promise.all(
        images.map(async (image) => [...(await loadSource(image)).raster.data])
      )
      expect(pixels, name).toEqual(expected)
    }
  })

  it('reads IDX files: sizes, labels and every pixel', async () => {
    const folder = temp()
    const pictures: Record<string, Uint8Array> = {}
    const names = ['ant', 'bee', 'cow']
    for (const [split, count] of [
      ['train', 4],
      ['test', 3]
    ] as const) {
      for (let n = 0; n < count; n++) {
        const data = Uint8Array.from(
          { length: 77 },
          (_, i) => (i * 3 + n * 40 + (split === 'test' ? 11 : 0)) % 256
        )
        const bytes = await encode(
          { width: 11, height: 7, channels: 1, data },
          { format: 'png', quality: 90 }
        )
        pictures[`${split}/${names[n % 3] ?? ''}/${n}.png`] = bytes
      }
    }
    putFiles(folder, pictures)
    const { target } = await roundTrip({ folder: temp(), paths: [folder], from: 'folder', format: 'idx' })
    const { answer } = runPython(
      `
import struct
answer = {}
for part in ('train', 't10k'):
    with open(values + '/' + part + '-images-idx3-ubyte', 'rb') as f:
        magic, n, h, w = struct.unpack('>IIII', f.read(16))
        x = np.frombuffer(f.read(), np.uint8).reshape(n, h, w)
    with open(values + '/' + part + '-labels-idx1-ubyte', 'rb') as f:
        kind, count = struct.unpack('>II', f.read(8))
        y = np.frombuffer(f.read(), np.uint8)
    assert magic == 0x803 and kind == 0x801 and count == n == len(y)
    answer[part] = {'shape': x.shape, 'pictures': sorted([int(l), p.ravel().tolist()] for l, p in zip(y, x))}
answer['classes'] = open(values + '/classes.txt').read().split('\\n')
`,
      { values: target }
    )
    const expected = (count: number, more: number): unknown =>
      Array.from({ length: count }, (_, n) => [
        n % 3,
        Array.from({ length: 77 }, (_pixel, i) => (i * 3 + n * 40 + more) % 256)
      ]).toSorted(
        ([a = 0, p], [b = 0, q]) =>
          Number(a) - Number(b) || Number((p as number[])[0]) - Number((q as number[])[0])
      )
    expect(answer).toEqual({
      train: { shape: [4, 7, 11], pictures: expected(4, 0) },
      t10k: { shape: [3, 7, 11], pictures: expected(3, 11) },
      classes: ['ant', 'bee', 'cow', '']
    })
  })
})
