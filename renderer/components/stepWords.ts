import type { ParameterSpec, TransformSpec } from '../../shared/transforms/spec.ts'
import { transformSpec } from '../../shared/transforms/index.ts'

type Unit = ParameterSpec['unit']

/** Shares are shown in percent. */
export const displayScale = (unit: Unit): number => (unit === '%' ? 100 : 1)

/** Digits after the point that a step of a slider makes worth showing, in the shown unit. */
export function decimalsOf(step: number, unit: Unit): number {
  const shown = step * displayScale(unit)
  return Math.max(0, Math.min(4, -Math.floor(Math.log10(shown) + 1e-9)))
}

/** "12.5°", "×1.1", "3 %", "0.8 px"; a minus sign and not a hyphen before negative numbers. */
export function formatValue(value: number, unit: Unit, decimals = 2): string {
  const rounded = Number((value * displayScale(unit)).toFixed(decimals))
  const text = String(rounded === 0 ? 0 : rounded).replace('-', '−')
  switch (unit) {
    case '°':
      return `${text}°`
    case '×':
      return `×${text}`
    case '':
      return text
    default:
      return `${text} ${unit}`
  }
}

export interface StepWords {
  readonly title: string
  readonly detail: string
}

/** A drawn step in words, by the titles and units of its spec: "Rotate", "Angle 12.5°". */
export function describeStep(step: Readonly<Record<string, unknown>>): StepWords {
  const id = String(step['transform'])
  const spec = transformSpec(id)
  if (spec === undefined) return { title: id === 'affine' ? 'Affine map' : id, detail: '' }
  const drawn = spec.parameters.flatMap(({ id, title, unit, neutral, step: grain }) => {
    const value = step[id]
    if (typeof value !== 'number' || (value === neutral && spec.parameters.length > 1)) return []
    return [`${title} ${formatValue(value, unit, decimalsOf(grain, unit) + 1)}`]
  })
  const { choices = [] }: TransformSpec = spec
  const chosen = choices.flatMap(({ id, title, values }) => {
    const value = values.find((one) => one.id === step[id])
    return value === undefined ? [] : [`${title} ${value.title}`]
  })
  return { title: spec.title, detail: [...drawn, ...chosen].join(', ') }
}

/** All steps of a variant in one line; says so when there are none. */
export function describeSteps(steps: readonly Readonly<Record<string, unknown>>[]): string {
  if (steps.length === 0) return 'Unchanged'
  return steps
    .map(describeStep)
    .map(({ title, detail }) => (detail === '' ? title : `${title}: ${detail}`))
    .join('; ')
}
