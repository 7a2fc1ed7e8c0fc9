import { workerData } from 'piscina'
import { type CompiledRecipe, compileRecipe, drawVariant } from '../../shared/draw/drawVariant.ts'
import type { BandHashes, DrawnRow, DrawRequest } from './drawMessage.ts'

const bands = (workerData ?? {}) as BandHashes

/** Draws the asked copies; the policy is applied once for each class. Runs in a worker thread. */
export default function drawRows({ recipe, profile, sources }: DrawRequest): readonly DrawnRow[] {
  const compiled = new Map<string | null, CompiledRecipe>()
  return sources.flatMap((source) => {
    const own = compiled.get(source.className) ?? compileRecipe(recipe, profile, subjectOf(source.className))
    compiled.set(source.className, own)
    const partners = bands[source.band ?? ''] ?? []
    return source.copyIndexes.map((copyIndex) => {
      const variant = drawVariant(own, { ...source, partners }, copyIndex)
      return {
        sourceId: source.id,
        copyIndex,
        className: variant.classNames[0] ?? null,
        parameters: JSON.stringify(variant.steps),
        redraws: variant.redraws
      }
    })
  })
}

function subjectOf(className: string | null): Parameters<typeof compileRecipe>[2] {
  return { classNames: className === null ? [] : [className], labelKinds: ['class'] }
}
