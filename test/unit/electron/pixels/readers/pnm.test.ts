import { describe, expect, it } from 'vitest'
import { readPicture } from '../../../../../electron/pixels/codec.ts'

function file(head: string, samples: readonly number[] = []): Buffer {
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(samples)])
}

describe('readPnm', () => {
  it.each([
    [
      'P1, digits run together, with comments',
      file('P1 # a\n#b\n3 2\n101\n0 1 0'),
      1,
      [0, 255, 0, 255, 0, 255]
    ],
    ['P2', file('P2\n3 1\n255\n0 128\n255'), 1, [0, 128, 255]],
    ['P3', file('P3 1 2 255 1 2 3 4 5 6\n'), 3, [1, 2, 3, 4, 5, 6]],
    [
      'P4, rows padded to bytes',
      file('P4\n9 2\n', [0x80, 0x80, 0x01, 0x00]),
      1,
      [0, ...fill(7), 0, ...fill(7), 0, 255]
    ],
    ['P5', file('P5\n# by hand\n2 2\n255\n', [10, 35, 32, 13]), 1, [10, 35, 32, 13]],
    ['P6', file('P6 1 2 255\n', [1, 2, 3, 4, 5, 6]), 3, [1, 2, 3, 4, 5, 6]],
    ['P5 of 16 bits, big-endian', file('P5 2 1 65535\n', [0x12, 0x34, 0xff, 0xff]), 1, [0x1234, 65535]],
    // 100 of 1023 spread over 65535: 6406.16 -> 6406.
    ['P5 of 10 bits', file('P5 2 1 1023\n', [0x03, 0xff, 0, 100]), 1, [65535, 6406]],
    ['P2 of 4 levels', file('P2 4 1 3 0 1 2 3'), 1, [0, 85, 170, 255]]
  ])('reads %s', async (_title, bytes, channels, expected) => {
    const { raster, facts } = await readPicture(bytes, 'a.pnm')
    expect(raster.channels).toBe(channels)
    expect([...raster.data]).toEqual(expected)
    expect(facts.format).toBe('pnm')
    expect(facts.depth).toBe(Math.max(...expected) > 255 ? 16 : 8)
  })

  it('says when values were spread', async () => {
    expect((await readPicture(file('P2 1 1 3 2'), 'a.pgm')).facts.notes).toEqual([
      'Values of 0 to 3 were spread over 0 to 255.'
    ])
  })

  it.each([
    ['P5 2 2 255\n\x01\x02\x03', 'truncated-image'],
    ['P2 2 2 255\n1 2 3 ', 'truncated-image'],
    ['P5 2', 'truncated-image'],
    ['P2 1 1 255 x', 'corrupt-image'],
    ['P2 1 1 100 101', 'corrupt-image'],
    ['P2 1 1 255 256', 'corrupt-image'],
    ['P1 1 1 2', 'corrupt-image'],
    ['P5 0 4 255\n', 'corrupt-image'],
    ['P5 1 1 65536\n  ', 'corrupt-image'],
    ['P5 99999 1 255\n', 'image-too-large'],
    ['P5 9999 9999 255\n', 'truncated-image'],
    ['P7\nWIDTH 1\n', 'unsupported-format']
  ])('refuses %j as %s', async (content, code) => {
    await expect(readPicture(file(content), 'a.pnm')).rejects.toMatchObject({ code, file: 'a.pnm' })
  })
})

function fill(length: number): number[] {
  return Array.from({ length }, () => 255)
}
