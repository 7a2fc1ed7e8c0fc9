import type { PlannedItem } from '../exporters/types.ts'
import { table } from './charts.ts'
import { html, inNumbers } from './html.ts'
import type { Section } from './page.ts'

/** Numbers of pictures of an export. */
export interface ExportedCounts {
  readonly originals: number
  readonly variants: number
  readonly sources: number
  /** By split (`all` without splits) and class (`''` for none). */
  readonly bySplit: ReadonlyMap<string, SplitCounts>
}

interface SplitCounts {
  readonly originals: number
  readonly variants: number
  readonly sources: number
  readonly byClass: ReadonlyMap<string, number>
}

class Counting {
  originals = 0
  variants = 0
  readonly sourceIds = new Set<number>()
  readonly byClass = new Map<string, number>()

  add({ source, variant, className }: PlannedItem): void {
    if (variant === null) this.originals++
    else this.variants++
    this.sourceIds.add(source.id)
    this.byClass.set(className ?? '', (this.byClass.get(className ?? '') ?? 0) + 1)
  }

  get sources(): number {
    return this.sourceIds.size
  }
}

export function countExported(items: Iterable<PlannedItem>): ExportedCounts {
  const whole = new Counting()
  const bySplit = new Map<string, Counting>()
  for (const item of items) {
    const split = item.split ?? 'all'
    const own = bySplit.get(split) ?? new Counting()
    bySplit.set(split, own)
    own.add(item)
    whole.add(item)
  }
  const { originals, variants, sources } = whole
  return { originals, variants, sources, bySplit }
}

const mostClasses = 500

/** What an export holds. */
export function exportSection({ originals, variants, sources, bySplit }: ExportedCounts): Section {
  const splits = [...bySplit]
  const classes = [...new Set(splits.flatMap(([, { byClass }]) => [...byClass.keys()]))].sort()
  return {
    title: 'This export',
    body: html`<p>
        ${inNumbers(originals + variants)} pictures of ${inNumbers(sources)} sources: ${inNumbers(originals)}
        originals, ${inNumbers(variants)} variants
      </p>
      ${table('Parts', splits, [
        { title: 'Part', value: ([split]) => split },
        { title: 'Sources', value: ([, counts]) => counts.sources },
        { title: 'Originals', value: ([, counts]) => counts.originals },
        { title: 'Variants', value: ([, counts]) => counts.variants }
      ])}
      ${table('Pictures of each class', classes.slice(0, mostClasses), [
        { title: 'Class', value: (name) => (name === '' ? 'without a class' : html`<bdi>${name}</bdi>`) },
        ...splits.map(([split, { byClass }]) => ({
          title: split,
          value: (name: string) => byClass.get(name) ?? 0
        }))
      ])}`
  }
}
