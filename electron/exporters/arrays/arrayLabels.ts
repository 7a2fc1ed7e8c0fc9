import { type ClassOf, labelShares } from '../../../shared/annotations/softLabels.ts'
import { stepsWithPartners } from '../../../shared/recipe/stepsText.ts'
import type { ExportItem } from '../types.ts'
import { npyHeader } from './npy.ts'

/** Index of a picture without a class. */
const unlabelled = -1

/**
 * Labels of one array, picture by picture: indexes of classes as long as every picture has one class, else shares of
 * all classes that sum to 1 (rows of zeros for pictures without a class).
 */
export class ArrayLabels {
  readonly #indexes: ReadonlyMap<string | null, number>
  readonly #classOf: ClassOf
  readonly #shares: ReadonlyMap<number, number>[] = []
  #isSoft = false

  constructor(names: readonly string[], classOf: ClassOf) {
    this.#indexes = new Map(names.map((name, index) => [name, index]))
    this.#classOf = classOf
  }

  add({ variant, className }: ExportItem): void {
    const shares = labelShares(stepsWithPartners(variant?.parameters ?? '[]'), className, this.#classOf)
    const known = [...shares].flatMap(([name, share]) => {
      const index = this.#indexes.get(name)
      return index === undefined ? [] : [[index, share] as const]
    })
    if (known.length > 1) this.#isSoft = true
    this.#shares.push(new Map(known))
  }

  get isSoft(): boolean {
    return this.#isSoft
  }

  /** The index of every picture's class, -1 for none. */
  indexes(): readonly number[] {
    return this.#shares.map((own) => own.keys().next().value ?? unlabelled)
  }

  /** The .npy file: int64 of n, or with `soft` float32 of n x classes. */
  file(soft: boolean): readonly Uint8Array[] {
    const count = this.#shares.length
    if (!soft) {
      const indexes = BigInt64Array.from(this.indexes(), BigInt)
      return [npyHeader('<i8', [count]), new Uint8Array(indexes.buffer)]
    }
    const width = this.#indexes.size
    const rows = new Float32Array(count * width)
    this.#shares.forEach((own, row) => {
      for (const [index, share] of own) rows[row * width + index] = share
    })
    return [npyHeader('<f4', [count, width]), new Uint8Array(rows.buffer)]
  }
}
