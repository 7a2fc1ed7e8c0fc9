import { expect, test } from 'vitest'
import { isEnlarged } from '../../../../renderer/components/crispPictures.ts'

test('a digit of 28 pixels shown at 120 is drawn as squares, a photo shown smaller than it is is not', () => {
  expect(isEnlarged(28, 120)).toBe(true)
  expect(isEnlarged(768, 600)).toBe(false)
})

test('twice the size is where squares begin', () => {
  expect(isEnlarged(60, 119)).toBe(false)
  expect(isEnlarged(60, 120)).toBe(true)
})

test('a picture that did not load is not enlarged', () => {
  expect(isEnlarged(0, 120)).toBe(false)
})
