import type { ClassDetails } from '../../../shared/annotations/types.ts'
import type { ExportClass } from '../types.ts'

/** For objects that have no class: every annotation of COCO must have a category. */
const unnamed = 'object'

export interface NumberedCategory {
  readonly id: number
  readonly keypoints: number
}

/** Numbers of the classes: those of the file that they came from when all differ, else 1 to n. */
export class CategoryNumbers {
  readonly #classes: readonly ExportClass[]
  readonly #numbers = new Map<string, NumberedCategory>()
  #isUnnamedUsed = false

  constructor(classes: readonly ExportClass[]) {
    this.#classes = classes
    const own = classes.flatMap(({ details }) => details.number ?? [])
    const areKept = new Set(own).size === classes.length && own.length === classes.length
    classes.forEach(({ name, details }, at) => {
      const keypoints = details.keypoints?.length ?? 0
      this.#numbers.set(name, { id: areKept ? (own[at] ?? 0) : at + 1, keypoints })
    })
  }

  of(className: string | null): NumberedCategory {
    const known = this.#numbers.get(className ?? unnamed)
    if (known !== undefined) return known
    const category = { id: this.#largest() + 1, keypoints: 0 }
    this.#numbers.set(className ?? unnamed, category)
    this.#isUnnamedUsed = className === null
    return category
  }

  #largest(): number {
    return [...this.#numbers.values()].reduce((largest, { id }) => Math.max(largest, id), 0)
  }

  /** As the file lists them; to be called when all annotations have been written. */
  list(): readonly object[] {
    const described = this.#classes.map(({ name, details }) => ({
      id: this.of(name).id,
      name,
      ...describedBy(details)
    }))
    return this.#isUnnamedUsed ? [...described, { id: this.of(null).id, name: unnamed }] : described
  }
}

/** COCO counts the keypoints of a skeleton from 1. */
function describedBy({ supercategory, keypoints, skeleton, colour }: ClassDetails): object {
  return {
    ...(supercategory === undefined ? {} : { supercategory }),
    ...(keypoints === undefined ? {} : { keypoints }),
    ...(keypoints === undefined ? {} : { skeleton: (skeleton ?? []).map(([a, b]) => [a + 1, b + 1]) }),
    ...(colour === undefined ? {} : { color: colour })
  }
}
