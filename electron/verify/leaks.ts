import { findNear } from '../quality/nearGroups.ts'
import type { Findings } from './findings.ts'
import type { Manifest } from './manifest.ts'
import type { CheckedPicture } from './picture.ts'

/** The source of a picture, as far as it is known: pictures of one source belong together. */
const sourceOf = ({ row, contentHash }: CheckedPicture): string => row?.sourceSha256 ?? contentHash

/** No source of manifest.csv lies in two splits, whether its pictures could be read or not. */
export function checkManifestSources(manifest: Manifest, findings: Findings): void {
  const splits = new Map<string, string>()
  const told = new Set<string>()
  for (const [file, { split, source, sourceSha256 }] of manifest) {
    const before = splits.get(sourceSha256)
    splits.set(sourceSha256, before ?? split)
    if (before === undefined || before === split || told.has(sourceSha256)) continue
    told.add(sourceSha256)
    const names = `${JSON.stringify(before)} and ${JSON.stringify(split)}`
    findings.add('sources', file, `Its source ${JSON.stringify(source)} lies in two splits, ${names}.`)
  }
}

/** No content lies in two splits. */
export function checkContents(pictures: readonly CheckedPicture[], findings: Findings): void {
  const firsts = new Map<string, CheckedPicture>()
  for (const picture of pictures) {
    const first = firsts.get(picture.contentHash)
    if (first === undefined) firsts.set(picture.contentHash, picture)
    else if (first.split !== picture.split)
      findings.add('sources', picture.file, `It has the same content as ${inWords(first)}.`)
  }
}

/**
 * Pictures that look nearly the same in two splits. Between originals that is a leak; where a variant is among them it
 * may be that the change made two different pictures alike, which deserves a look.
 */
export function checkNear(pictures: readonly CheckedPicture[], findings: Findings): void {
  const { holders, pairs } = findNear(pictures)
  const bySplit = holders.map((places) => firstOfSplits(places.flatMap((place) => pictures[place] ?? [])))
  for (const own of bySplit) {
    const [first, ...others] = own
    if (first !== undefined) for (const other of others) tell(first, other, findings)
  }
  for (const { first, second } of pairs) {
    for (const a of bySplit[first] ?? [])
      for (const b of bySplit[second] ?? []) if (a.split !== b.split) tell(a, b, findings)
  }
}

/** For each split one of the pictures, an original where there is one. */
function firstOfSplits(pictures: readonly CheckedPicture[]): readonly CheckedPicture[] {
  const firsts = new Map<CheckedPicture['split'], CheckedPicture>()
  for (const picture of pictures) {
    const known = firsts.get(picture.split)
    if (known === undefined || (!isOriginal(known) && isOriginal(picture))) firsts.set(picture.split, picture)
  }
  return [...firsts.values()]
}

const isOriginal = ({ row }: CheckedPicture): boolean => row?.isOriginal ?? true

function tell(a: CheckedPicture, b: CheckedPicture, findings: Findings): void {
  // Why: these are told of already.
  if (sourceOf(a) === sourceOf(b) || a.contentHash === b.contentHash) return
  const text = `It looks nearly like ${inWords(a)}.`
  if (isOriginal(a) && isOriginal(b)) findings.add('near', b.file, text)
  else findings.doubt('near', b.file, text)
}

const inWords = ({ file, split }: CheckedPicture): string =>
  `${JSON.stringify(file)} in ${split === null ? 'no split' : `the split ${split}`}`
