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
    /** Name of the band of sources that it may be mixed with; absent when the recipe mixes nothing. */
    readonly band?: string
    readonly copyIndexes: readonly number[]
  }[]
}

/** What a drawing thread is given once, when it starts: content hashes of every band, ascending. */
export type BandHashes = Readonly<Record<string, readonly string[]>>

export interface DrawnRow {
  readonly sourceId: number
  readonly copyIndex: number
  readonly className: string | null
  /** JSON list of concrete steps. */
  readonly parameters: string
  readonly redraws: number
}
