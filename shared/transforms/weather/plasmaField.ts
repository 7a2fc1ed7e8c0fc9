import type { LightOp } from '../../ops.ts'
import { type ConcreteStep, type OptionSpec, valueOf } from '../spec.ts'

export const plasmaOptions = [
  { id: 'roughness', title: 'Roughness', min: 0.1, max: 0.9, step: 0.05, default: 0.5 }
] as const satisfies readonly OptionSpec[]

/** The field of a step before it changes anything. */
export function noPlasma(step: ConcreteStep): Extract<LightOp, { readonly op: 'plasma' }> {
  return {
    op: 'plasma',
    brightness: 0,
    contrast: 0,
    shadow: 0,
    roughness: valueOf(step, 'roughness'),
    shapeSeed: valueOf(step, 'shapeSeed')
  }
}
