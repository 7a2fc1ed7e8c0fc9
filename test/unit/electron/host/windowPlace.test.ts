import { describe, expect, it } from 'vitest'
import { placeOnDisplays, placeSchema } from '../../../../electron/host/windowPlace.ts'

const primary = { x: 0, y: 24, width: 1920, height: 1056 }
const left = { x: -1280, y: 0, width: 1280, height: 1024 }

describe('where the window opens', () => {
  it('is where it was, on any display that is still there', () => {
    const bounds = { x: -1200, y: 100, width: 1100, height: 700 }
    expect(placeOnDisplays(bounds, [primary, left])).toEqual(bounds)
  })

  it('is the middle of the primary display when the other one is gone', () => {
    const place = placeOnDisplays({ x: -1200, y: 100, width: 1100, height: 700 }, [primary])
    expect(place).toEqual({ width: 1440, height: 900 })
  })

  it('has its title bar within reach', () => {
    // 40 of 1100 pixels of it are seen, too few to drag it by.
    expect(placeOnDisplays({ x: 1880, y: 100, width: 1100, height: 700 }, [primary])).not.toHaveProperty('x')
    // All of its title bar is above the work area.
    expect(placeOnDisplays({ x: 100, y: -100, width: 1100, height: 700 }, [primary])).not.toHaveProperty('x')
    expect(placeOnDisplays({ x: 1700, y: 100, width: 1100, height: 700 }, [primary])).toMatchObject({
      x: 1700
    })
  })

  it('is no larger than its display, but large enough to work in', () => {
    const bounds = { x: 0, y: 24, width: 5000, height: 10 }
    expect(placeOnDisplays(bounds, [primary])).toEqual({ x: 0, y: 24, width: 1920, height: 640 })
    expect(placeOnDisplays(null, [{ x: 0, y: 0, width: 1280, height: 720 }])).toEqual({
      width: 1280,
      height: 720
    })
    expect(placeOnDisplays(null, [])).toEqual({ width: 1440, height: 900 })
  })

  it('is not taken from a file that makes no sense', () => {
    const isMaximized = false
    for (const width of ['1', Infinity, 1.5, 1e9]) {
      expect(placeSchema.safeParse({ bounds: { x: 0, y: 0, width, height: 1 }, isMaximized }).success).toBe(
        false
      )
    }
  })
})
