import type { Split } from '../../shared/api/types.ts'
import { type Db, sql } from '../catalogue/database.ts'

interface Placed {
  readonly source: { readonly id: number; readonly name: string; readonly contentHash: string }
  readonly split: Split | null
}

/** What is wrong with splits that the input came with. */
export interface Leaks {
  /** Why such an export is refused: the very same content lies in two splits. */
  readonly refusal: string | null
  readonly warnings: readonly string[]
}

/** How many pairs a sentence names. */
const mostNamed = 3

/**
 * Looks for pictures of one content, and for near-duplicates, in different splits. `groupOf` names what belongs
 * together by the source's id.
 */
export function findLeaks(
  placed: readonly Placed[],
  groupOf: (sourceId: number) => string | undefined
): Leaks {
  const equal = torn(placed, ({ source }) => source.contentHash)
  const known = new Set(equal.flatMap((pair) => pair.map(({ source }) => source.id)))
  const near = torn(placed, ({ source }) => groupOf(source.id)).filter(
    (pair) => !pair.every(({ source }) => known.has(source.id))
  )
  return {
    refusal:
      equal.length === 0
        ? null
        : `The same pictures lie in two splits of the input: ${inWords(equal)}. What is learned from one is then tested on it.`,
    warnings:
      near.length === 0
        ? []
        : [
            `Nearly the same pictures lie in two splits of the input: ${inWords(near)}. Results on them look better ` +
              'than they are; a split by percentages keeps them together.'
          ]
  }
}

export const leakRemedy =
  'Let the program split by percentages (--split 80,10,10), which keeps equal pictures on one side, or take one of each out of the input and import it again.'

type Pair = readonly [Placed, Placed]

/** For every key that lies in several splits, its first picture with the first one of each other split. */
function torn(placed: readonly Placed[], keyOf: (one: Placed) => string | undefined): readonly Pair[] {
  const firsts = new Map<string, Map<Split | null, Placed>>()
  for (const one of placed) {
    const key = keyOf(one)
    if (key === undefined) continue
    const bySplit = firsts.get(key)
    if (bySplit === undefined) firsts.set(key, new Map([[one.split, one]]))
    else if (!bySplit.has(one.split)) bySplit.set(one.split, one)
  }
  return [...firsts.values()].flatMap((bySplit) => {
    const [first, ...others] = bySplit.values()
    return first === undefined ? [] : others.map((other): Pair => [first, other])
  })
}

function inWords(pairs: readonly Pair[]): string {
  const named = pairs
    .slice(0, mostNamed)
    .map((pair) => pair.map(({ source, split }) => `${JSON.stringify(source.name)} (${split ?? 'none'})`))
    .map((names) => names.join(' and '))
    .join('; ')
  const more = pairs.length - mostNamed
  return more > 0 ? `${named}; and ${more} more` : named
}

/**
 * Files that were left out at import because their content was there already, in another split: no leak, but the
 * splits are not those of the input any more.
 */
export function splitTwins(db: Db): readonly string[] {
  const n =
    sql<{ n: number }>(
      db,
      `SELECT count(*) AS n FROM source AS twin WHERE twin.state = 'duplicate' AND EXISTS (
         SELECT 1 FROM source WHERE source.content_hash = twin.content_hash AND +source.state = 'ok'
           AND source.split IS NOT twin.split)`
    ).get()?.n ?? 0
  if (n === 0) return []
  return [
    n === 1
      ? '1 file of the input has the content of a picture of another split; only the first one imported is exported.'
      : `${n} files of the input have the content of pictures of other splits; only the first one imported of each is exported.`
  ]
}
