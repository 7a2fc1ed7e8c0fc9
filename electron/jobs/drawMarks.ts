import { allOutlined } from '../../shared/annotations/outlined.ts'
import type { Annotation, PictureAnnotations } from '../../shared/annotations/types.ts'
import { type CompiledRecipe, compileRecipe } from '../../shared/draw/drawVariant.ts'
import type { DomainProfile } from '../../shared/policy/profile.ts'
import { plainSubject, subjectOf } from '../../shared/policy/subject.ts'
import type { Size } from '../../shared/raster.ts'
import type { Recipe } from '../../shared/recipe/schema.ts'
import type { MarkedPicture } from '../../shared/transforms/spec.ts'
import { type AnnotationsText, annotationsOf, annotationTexts } from '../catalogue/annotations.ts'
import type { Db } from '../catalogue/database.ts'
import { placeByContent } from '../catalogue/sources.ts'

/** What a draw has to know of a source. */
export interface Drawable {
  readonly className: string | null
  readonly size: Size
  /** What is marked in it; undefined for nothing. */
  readonly marks: PictureAnnotations | undefined
}

export const marksOf = (text: AnnotationsText | undefined): PictureAnnotations | undefined =>
  text === undefined || text === '' ? undefined : annotationsOf(text)

/**
 * What is marked as draws see it. Why outlines for masks: how much of a thing is left, and where it is, a hull tells
 * nearly as well, and moving pixels for every draw would take longer than all else together.
 */
export const drawnMarks = ({ marks, size }: Omit<Drawable, 'className'>): readonly Annotation[] =>
  marks === undefined ? [] : allOutlined(marks.objects, size)

/** A recipe under the limits of each kind of source: the policy is applied once for each, not once for each source. */
export class CompiledRecipes {
  readonly #recipe: Recipe
  readonly #profile: DomainProfile
  readonly #known = new Map<string, CompiledRecipe>()

  constructor(recipe: Recipe, profile: DomainProfile) {
    this.#recipe = recipe
    this.#profile = profile
  }

  for({ className, marks }: Omit<Drawable, 'size'>): CompiledRecipe {
    const subject = plainSubject(subjectOf(className, marks), this.#profile)
    const key = JSON.stringify(subject)
    const found = this.#known.get(key) ?? compileRecipe(this.#recipe, this.#profile, subject)
    this.#known.set(key, found)
    return found
  }
}

/** Partners whose marks stay in memory. */
const mostKnown = 500

/** What is marked in partners, read when a step asks for it. */
export class PartnerMarks {
  readonly #db: Db
  readonly #known = new Map<string, MarkedPicture | undefined>()

  constructor(db: Db) {
    this.#db = db
  }

  get(contentHash: string): MarkedPicture | undefined {
    if (this.#known.has(contentHash)) return this.#known.get(contentHash)
    const found = this.#read(contentHash)
    for (const oldest of this.#known.keys()) {
      if (this.#known.size < mostKnown) break
      this.#known.delete(oldest)
    }
    this.#known.set(contentHash, found)
    return found
  }

  #read(contentHash: string): MarkedPicture | undefined {
    const place = placeByContent(this.#db, contentHash)
    const marks = place && marksOf(annotationTexts(this.#db, [place.id]).get(place.id))
    if (place === undefined || marks === undefined) return undefined
    const size = { width: place.width, height: place.height }
    return { size, annotations: drawnMarks({ marks, size }) }
  }
}
