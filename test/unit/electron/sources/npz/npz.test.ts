import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadSource } from '../../../../../electron/sources/bytes.ts'
import { npz } from '../../../../../electron/sources/npz/index.ts'
import { openGiven } from '../../../../../electron/sources/given.ts'
import { classesOf, findAll, imagesOf, listed, problemsOf } from '../../../../fixtures/find.ts'
import { type ArrayOf, bytesOf, npyFile, npzFile, unicodes } from '../../../../fixtures/numpy.ts'
import { putFiles } from '../../../../fixtures/pictures.ts'
import { tempFolders } from '../../../../fixtures/tempFolder.ts'

const temp = tempFolders()

/** n pictures of 3 x 2 (width x height): sample k of picture n is 10 n + k. */
const grey = (count: number): ArrayOf => ({
  type: '|u1',
  shape: [count, 2, 3],
  data: Uint8Array.from({ length: count * 6 }, (_, i) => Math.floor(i / 6) * 10 + (i % 6))
})
const numbers = (...values: readonly number[]): ArrayOf => ({
  type: '<i8',
  shape: [values.length],
  data: bytesOf(BigInt64Array.from(values.map(BigInt)))
})
const mnist = { x_train: grey(3), y_train: numbers(7, 0, 7), x_test: grey(2), y_test: numbers(1, 9) }

function fileWith(name: string, content: Uint8Array): string {
  const folder = temp()
  putFiles(folder, { [name]: content })
  return join(folder, name)
}

const find = (arrays: Readonly<Record<string, ArrayOf>>): ReturnType<typeof findAll> =>
  findAll(npz, [fileWith('a.npz', npzFile(arrays))])

/** The samples of every picture, as they are read for rendering. */
async function pixels(path: string): Promise<readonly (readonly number[])[]> {
  const loaded = imagesOf(await findAll(npz, [path])).map((address) => loadSource(address))
  return (await Promise.all(loaded)).map(({ raster }) => [...raster.data])
}

describe("Keras' mnist.npz", () => {
  it.each([false, true])('gives pictures, classes and splits; deflated %s', async (isDeflated) => {
    const path = fileWith('mnist.npz', npzFile(mnist, { isDeflated }))
    expect(listed(await findAll(npz, [path]))).toEqual([
      'mnist.npz/x_train/0 -> 7, train',
      'mnist.npz/x_train/1 -> 0, train',
      'mnist.npz/x_train/2 -> 7, train',
      'mnist.npz/x_test/0 -> 1, test',
      'mnist.npz/x_test/1 -> 9, test'
    ])
    const first = [0, 1, 2, 3, 4, 5]
    const plus = (n: number): number[] => first.map((value) => value + n)
    expect(await pixels(path)).toEqual([first, plus(10), plus(20), first, plus(10)])
    const { raster, facts } = await loadSource({ path, entry: 4 })
    expect([raster.width, raster.height, raster.channels, facts.format]).toEqual([3, 2, 1, 'npz'])
  })

  it('is recognised, alone and in a folder without pictures', async () => {
    const path = fileWith('mnist.npz', npzFile(mnist))
    expect(await npz.recognises(await openGiven([path]))).toBe(true)
    const folder = join(path, '..')
    expect(await npz.recognises(await openGiven([folder]))).toBe(true)
    putFiles(folder, { 'cat/1.png': 'x' })
    expect(await npz.recognises(await openGiven([folder]))).toBe(false)
    const other = fileWith(
      'weights.npz',
      npzFile({ w: { type: '<f4', shape: [2], data: new Uint8Array(8) } })
    )
    expect(await npz.recognises(await openGiven([other]))).toBe(false)
    expect(await npz.recognises(await openGiven([fileWith('b.npz', Buffer.from('none'))]))).toBe(false)
  })
})

describe('names of arrays', () => {
  it('are paired as MedMNIST and others write them', async () => {
    const found = await find({
      train_images: grey(1),
      val_images: grey(1),
      train_labels: { ...numbers(4), shape: [1, 1] },
      val_labels: numbers(5)
    })
    expect(listed(found)).toEqual(['a.npz/train_images/0 -> 4, train', 'a.npz/val_images/0 -> 5, val'])
  })

  it('may say nothing when there is one array of each kind', async () => {
    expect(listed(await find({ arr_0: grey(2), arr_1: numbers(1, 2) }))).toEqual([
      'a.npz/arr_0/0 -> 1',
      'a.npz/arr_0/1 -> 2'
    ])
  })

  it('are those of NPY files that lie side by side', async () => {
    const folder = temp()
    putFiles(folder, {
      'X_train.npy': npyFile(grey(1)),
      'y_train.npy': npyFile(numbers(3)),
      'X_test.npy': npyFile(grey(1)),
      'y_test.npy': npyFile(numbers(4))
    })
    expect(listed(await findAll(npz, [folder]))).toEqual([
      'X_test.npy/0 -> 4, test',
      'X_train.npy/0 -> 3, train'
    ])
  })

  it('without labels are told of', async () => {
    const found = await find({ images: grey(1) })
    expect(listed(found)).toEqual(['a.npz/images/0 -> -'])
    expect(found.filter(({ kind }) => kind === 'note')).toHaveLength(1)
  })
})

describe('labels', () => {
  const labelled = async (y: ArrayOf, names?: ArrayOf): Promise<unknown> => {
    const found = await find({ x: grey(2), y, ...(names === undefined ? {} : { class_names: names }) })
    return imagesOf(found).map(({ className, annotations }) => [className, annotations?.labels])
  }
  const floats = (rows: number, ...values: readonly number[]): ArrayOf => ({
    type: '<f4',
    shape: [rows, values.length / rows],
    data: bytesOf(Float32Array.from(values))
  })

  it('are numbers with names, which are declared in their order; -1 is none', async () => {
    const found = await find({ x: grey(2), y: numbers(1, -1), class_names: unicodes(['dog', 'cät'], 3) })
    expect(classesOf(found)).toEqual(['dog', 'cät'])
    expect(listed(found)).toEqual(['a.npz/x/0 -> cät', 'a.npz/x/1 -> -'])
  })

  it('are text, one of many, several of many, or shares', async () => {
    expect(await labelled(unicodes(['cat', 'dog'], 5))).toEqual([
      ['cat', undefined],
      ['dog', undefined]
    ])
    expect(await labelled(floats(2, 0, 1, 0, 1, 0, 0), unicodes(['a', 'b', 'c'], 1))).toEqual([
      ['b', undefined],
      ['a', undefined]
    ])
    expect(await labelled({ type: '|u1', shape: [2, 3], data: Uint8Array.of(1, 0, 1, 0, 0, 0) })).toEqual([
      ['0', ['0', '2']],
      [null, undefined]
    ])
    expect(await labelled(floats(2, 0.25, 0.75, 1, 0), unicodes(['a', 'b'], 1))).toEqual([
      ['b', ['b', 'a']],
      ['a', undefined]
    ])
  })

  it('that have no name, or are not as many as pictures, are told', async () => {
    const found = await find({ x: grey(2), y: numbers(0, 5), class_names: unicodes(['a'], 1) })
    expect(problemsOf(found)).toEqual([
      expect.stringMatching(/a\.npz: y\.npy: 1 \| Expected a label from 0 to 0 but received 5/)
    ])
    expect(listed(found)).toEqual(['a.npz/x/0 -> a'])
    expect(problemsOf(await find({ x: grey(2), y: numbers(1, 2, 3) }))).toEqual([
      expect.stringMatching(/a\.npz: y\.npy \| There are 2 pictures but 3 labels/)
    ])
  })
})

describe('samples', () => {
  const read = async (array: ArrayOf): Promise<unknown> => pixels(fileWith('a.npz', npzFile({ x: array })))
  const shape = [1, 1, 3]

  it('of floats are levels when they are exact, from 0 to 1 or from 0 to 255', async () => {
    const unit = Float32Array.from([0, 128 / 255, 1])
    expect(await read({ type: '<f4', shape, data: bytesOf(unit) })).toEqual([[0, 128, 255]])
    const levels = Float64Array.from([0, 128, 255])
    expect(await read({ type: '<f8', shape, data: bytesOf(levels) })).toEqual([[0, 128, 255]])
    expect(await read({ type: '>f4', shape, data: bytesOf(unit).toReversed() })).toEqual([[255, 128, 0]])
    expect(await read({ type: '<i4', shape, data: bytesOf(Int32Array.of(0, 1, 255)) })).toEqual([[0, 1, 255]])
    expect(await read({ type: '|b1', shape, data: Uint8Array.of(0, 1, 1) })).toEqual([[0, 255, 255]])
    // 0x3804 is the binary16 nearest to 128 / 255 = 0.50196: 2^-1 x (1 + 4 / 1024).
    expect(await read({ type: '<f2', shape, data: bytesOf(Uint16Array.of(0, 0x3804, 0x3c00)) })).toEqual([
      [0, 128, 255]
    ])
  })

  it.each([
    ['floats between levels', { type: '<f4', shape, data: bytesOf(Float32Array.of(0.1, 0.2, 0.5)) }],
    ['centred floats', { type: '<f4', shape, data: bytesOf(Float32Array.of(-1, 0, 1)) }],
    ['what is not a number', { type: '<f4', shape, data: bytesOf(Float32Array.of(NaN, 0, 1)) }],
    ['16 bit', { type: '<u2', shape, data: bytesOf(Uint16Array.of(0, 256, 1)) }]
  ])('of %s are refused', async (_, array) => {
    const found = await find({ x: array })
    expect(imagesOf(found)).toEqual([])
    expect(problemsOf(found)).toEqual([
      expect.stringMatching(/a\.npz: x\.npy \| .*no levels of 8 bit.*uint8/)
    ])
  })

  it('may have channels last or first, or lie in Fortran order', async () => {
    const rgb = Uint8Array.from({ length: 12 }, (_, i) => i)
    // Two pixels side by side, twice.
    expect(await read({ type: '|u1', shape: [2, 1, 2, 3], data: rgb })).toEqual([
      [0, 1, 2, 3, 4, 5],
      [6, 7, 8, 9, 10, 11]
    ])
    // Planes: red 0 1, green 2 3, blue 4 5.
    expect(await read({ type: '|u1', shape: [2, 3, 1, 2], data: rgb })).toEqual([
      [0, 2, 4, 1, 3, 5],
      [6, 8, 10, 7, 9, 11]
    ])
    // The first index changes fastest: a[n][y][x] lies at n + 2 y + 4 x.
    expect(await read({ type: '|u1', shape: [2, 2, 3], data: rgb, isFortran: true })).toEqual([
      [0, 4, 8, 2, 6, 10],
      [1, 5, 9, 3, 7, 11]
    ])
  })
})

describe('damaged files', () => {
  it('are told by the array at fault; the others are read', async () => {
    const bad = { type: '|u1', shape: [9, 2, 3], data: new Uint8Array(6) }
    const found = await find({
      x_train: grey(1),
      y_train: numbers(1),
      x_test: bad,
      objects: { type: '|O', shape: [1], data: new Uint8Array(8) }
    })
    expect(listed(found)).toEqual(['a.npz/x_train/0 -> 1'])
    expect(problemsOf(found)).toEqual([
      expect.stringMatching(/x_test\.npy \| The file ends early/),
      expect.stringMatching(/objects\.npy \| Samples of the type "\|O" are not read/)
    ])
  })

  it('without pictures say what shape is read', async () => {
    expect(problemsOf(await find({ w: numbers(1, 2) }))).toEqual([
      expect.stringMatching(/\(n, height, width\)/)
    ])
  })

  it.each(['', 'PK', '\x93NUMPY\x01\x00\xff\xff{', "\x93NUMPY\x01\x00\x10\x00{'descr': '|u1'}\n"])(
    'of %j are one problem',
    async (text) => {
      const found = await findAll(npz, [fileWith('a.npy', Buffer.from(text, 'latin1'))])
      expect(found.map(({ kind }) => kind)).toContain('problem')
      expect(imagesOf(found)).toEqual([])
    }
  )
})
