import { describe, expect, it } from 'vitest'
import { nearestName } from '../../../../shared/recipe/nearestName.ts'

describe('nearestName', () => {
  it.each([
    ['rotate_range', 'rotation_range'],
    ['ZOOM_RANGE', 'zoom_range'],
    ['zom_range', 'zoom_range']
  ])('finds the name meant by %s', (name, meant) => {
    expect(nearestName(name, ['zoom_range', 'rotation_range', 'shear_range'])).toBe(meant)
  })

  it('finds nothing among no names', () => {
    expect(nearestName('a', [])).toBeUndefined()
  })
})
