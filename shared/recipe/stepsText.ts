import type { ConcreteStep } from '../transforms/spec.ts'

/**
 * A list of concrete steps as JSON: how the catalogue keeps them and how they cross to other threads. Why not the steps
 * themselves there: to clone an object costs several times as much as to parse it, and most who pass a variant on
 * never look into it.
 */
export type StepsText = string

export const stepsOf = (text: StepsText): readonly ConcreteStep[] => JSON.parse(text) as ConcreteStep[]

/** The steps if there are any that name other sources, which is seldom; only then is the text parsed. */
export const stepsWithPartners = (text: StepsText): readonly ConcreteStep[] =>
  text.includes('"partners":') ? stepsOf(text) : []
