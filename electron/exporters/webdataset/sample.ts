import { extname } from 'node:path'
import { labelShares } from '../../../shared/annotations/softLabels.ts'
import { stepsWithPartners } from '../../../shared/recipe/stepsText.ts'
import type { Exported, ExportContext } from '../types.ts'
import type { SampleFile } from './shards.ts'

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))

/** Names of the classes by the numbers that .cls files hold; those of objects where pictures have none. */
export function numberedClasses({ pictureClasses, classes }: ExportContext): readonly string[] {
  return pictureClasses.length > 0 ? pictureClasses : classes.map(({ name }) => name)
}

/** Shares of the classes of a picture that was mixed of several; undefined for one with a single class. */
function sharesOf(
  { item }: Exported,
  { classOf }: ExportContext
): Readonly<Record<string, number>> | undefined {
  const steps = stepsWithPartners(item.variant?.parameters ?? '[]')
  const shares = [...labelShares(steps, item.className, classOf)]
  const known = shares.flatMap(([name, share]) => (name === null ? [] : [[name, share] as const]))
  return known.length > 1 ? Object.fromEntries(known) : undefined
}

/** The class of a picture; of a mixed one that with the largest share. */
function labelOf(exported: Exported, shares: Readonly<Record<string, number>> | undefined): string | null {
  const [largest] = Object.entries(shares ?? {}).toSorted((a, b) => b[1] - a[1])
  return largest?.[0] ?? exported.item.className
}

/** What is known of a picture, as its .json file says it; the reader takes it back as it is. */
function documentOf(exported: Exported, label: string | null, shares: object | undefined): object {
  const { item, written, annotations } = exported
  const { objects, labels, captions, attributes } = annotations
  return {
    cultivar: 1,
    width: written.width,
    height: written.height,
    label,
    ...(labels === undefined ? {} : { labels }),
    ...(shares === undefined ? {} : { shares }),
    ...(captions === undefined ? {} : { captions }),
    objects,
    ...(attributes === undefined ? {} : { attributes }),
    source: item.source.name
  }
}

/** The files of a sample: the picture, its class as a number where it has one, all that is known, its captions. */
export function sampleFiles(
  exported: Exported,
  bytes: Uint8Array,
  context: ExportContext
): readonly SampleFile[] {
  const ending = extname(exported.written.file).slice(1).toLowerCase()
  const shares = sharesOf(exported, context)
  const label = labelOf(exported, shares)
  const number = label === null ? -1 : numberedClasses(context).indexOf(label)
  const captions = exported.annotations.captions ?? []
  return [
    { ending: ending === 'jpeg' ? 'jpg' : ending, content: bytes },
    ...(number < 0 ? [] : [{ ending: 'cls', content: Buffer.from(String(number)) }]),
    { ending: 'json', content: json(documentOf(exported, label, shares)) },
    ...(captions.length === 0 ? [] : [{ ending: 'txt', content: Buffer.from(captions.join('\n')) }])
  ]
}
