import type { DomainProfile } from '../../shared/policy/profile.ts'
import type { Recipe } from '../../shared/recipe/schema.ts'

/** What a drawing thread is given: a recipe under a profile, and which copies of which sources to draw. */
export interface DrawRequest {
  readonly recipe: Recipe
  readonly profile: DomainProfile
  readonly sources: readonly {
    readonly id: number
    readonly contentHash: string
    readonly className: string | null
    readonly width: number
    readonly height: number
    readonly copyIndexes: readonly number[]
  }[]
}

export interface DrawnRow {
  readonly sourceId: number
  readonly copyIndex: number
  readonly className: string | null
  /** JSON list of concrete steps. */
  readonly parameters: string
  readonly redraws: number
}
