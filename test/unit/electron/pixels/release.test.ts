import { expect, it } from 'vitest'
import { release } from '../../../../electron/pixels/release.ts'
import type { Raster } from '../../../../shared/raster.ts'

const raster = (data: Uint8Array | Uint16Array): Raster => ({ width: 1, height: 1, channels: 1, data })

it('gives back what a picture alone holds', () => {
  for (const data of [new Uint8Array(100_000), new Uint16Array(100_000)]) {
    release(raster(data))
    expect(data.length).toBe(0)
  }
})

it('leaves memory alone that may be shared', () => {
  const part = new Uint8Array(new ArrayBuffer(200_000), 0, 100_000)
  const small = new Uint8Array(1000)
  const wasm = new Uint8Array(new WebAssembly.Memory({ initial: 2 }).buffer, 0, 100_000)
  for (const data of [part, small, wasm]) {
    const { length } = data
    release(raster(data))
    expect(data.length).toBe(length)
  }
})
