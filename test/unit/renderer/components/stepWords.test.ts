import { expect, it } from 'vitest'
import { joinPath } from '../../../../renderer/components/joinPath.ts'
import {
  decimalsOf,
  describeStep,
  describeSteps,
  formatValue
} from '../../../../renderer/components/stepWords.ts'
import { transforms } from '../../../../shared/transforms/index.ts'

it('shows values with their units', () => {
  expect(formatValue(12.5, '°', 1)).toBe('12.5°')
  expect(formatValue(-3, '°', 0)).toBe('−3°')
  expect(formatValue(0.03, '%', 1)).toBe('3 %')
  expect(formatValue(1.1, '×')).toBe('×1.1')
  expect(formatValue(-0.0001, 'px', 1)).toBe('0 px')
})

it('shows as many digits as a slider can set', () => {
  expect(decimalsOf(1, '°')).toBe(0)
  expect(decimalsOf(0.01, '×')).toBe(2)
  // A thousandth is a tenth of a percent.
  expect(decimalsOf(0.001, '%')).toBe(1)
})

it('says every transform by its title and leaves its seed out', () => {
  for (const spec of transforms) {
    const drawn = Object.fromEntries(
      spec.parameters.map(({ id, min, max, neutral }) => [id, max === neutral ? min : max])
    )
    const { title, detail } = describeStep({ transform: spec.id, shapeSeed: 4_000_000_000, ...drawn })
    expect(title).toBe(spec.title)
    expect(detail).not.toContain('4000000000')
    for (const parameter of spec.parameters) expect(detail).toContain(parameter.title)
  }
})

it('says so when nothing happened', () => {
  expect(describeSteps([])).toBe('Unchanged')
})

it('joins paths with the separator of the folder', () => {
  expect(joinPath('/home/ada', 'x')).toBe('/home/ada/x')
  expect(joinPath('/', 'x')).toBe('/x')
  expect(joinPath('C:\\Users', 'x')).toBe('C:\\Users\\x')
  expect(joinPath('C:\\', 'x')).toBe('C:\\x')
})
