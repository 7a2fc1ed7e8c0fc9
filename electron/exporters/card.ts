import type { ExportOptions } from '../../shared/api/types.ts'
import { transformSpec } from '../../shared/transforms/index.ts'
import { annotationKinds } from '../catalogue/annotations.ts'
import type { Db } from '../catalogue/database.ts'
import { getPlan, type Plan } from '../catalogue/plans.ts'
import { variantCounts } from '../catalogue/variants.ts'
import { countExported, type ExportedCounts } from '../report/exportSections.ts'
import { headText } from './card/head.ts'
import { readingOf } from './card/reading.ts'
import { exporterById } from './index.ts'
import type { PlannedItem } from './types.ts'

export interface CardSubject {
  readonly db: Db
  /** Name of the data set. */
  readonly title: string
  readonly options: ExportOptions
  /** What was exported. */
  readonly items: readonly PlannedItem[]
  readonly versions: Readonly<Record<string, string>>
  /** An identifier of the Hugging Face hub such as `cc-by-4.0`. */
  readonly licence?: string
}

/** README.md of an export: what is in it, where it came from, how it is read. */
export function datasetCard(subject: CardSubject): string {
  const { db, title, options, items, licence = 'unknown' } = subject
  const counts = countExported(items)
  const head = headText({
    title,
    licence,
    pictures: items.length,
    hasClasses: [...counts.bySplit.values()].some(({ byClass }) =>
      [...byClass.keys()].some((name) => name !== '')
    ),
    kinds: annotationKinds(db),
    holds: exporterById(options.format).holds
  })
  return [
    head,
    `# ${inMarkdown(title)}`,
    summary(counts),
    parts(counts),
    classes(counts),
    origin(subject),
    reading(subject, counts)
  ].join('\n\n')
}

/** Names come from people's files: nothing in them may become a heading, a cell or HTML. */
const inMarkdown = (name: string): string =>
  name
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;' })[character] ?? '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~]/g, (character) => `\\${character}`)

const inNumbers = (value: number): string => value.toLocaleString('en')

const summary = ({ originals, variants, sources }: ExportedCounts): string =>
  `${inNumbers(originals + variants)} pictures of ${inNumbers(sources)} sources: ${inNumbers(originals)} originals and ` +
  `${inNumbers(variants)} variants. Numbers and charts are in report.html, every picture with its source and its ` +
  'parameters in manifest.csv.'

function table(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => (typeof cell === 'number' ? inNumbers(cell) : cell)).join(' | ')} |`
  return [line(heads), line(heads.map((_, index) => (index === 0 ? '---' : '--:'))), ...rows.map(line)].join(
    '\n'
  )
}

function parts({ bySplit }: ExportedCounts): string {
  const rows = [...bySplit].map(([split, counts]) => [
    split,
    counts.sources,
    counts.originals,
    counts.variants
  ])
  return `## Parts\n\nNo source, and none that looks nearly like it where the program made the split, lies in two parts.\n\n${table(['part', 'sources', 'originals', 'variants'], rows)}`
}

/** Classes that the card lists. */
const mostClasses = 200

function classes({ bySplit }: ExportedCounts): string {
  const names = [...new Set([...bySplit.values()].flatMap(({ byClass }) => [...byClass.keys()]))].sort()
  const rows = names
    .slice(0, mostClasses)
    .map((name) => [
      name === '' ? '(none)' : inMarkdown(name),
      ...[...bySplit.values()].map(({ byClass }) => byClass.get(name) ?? 0)
    ])
  const more =
    names.length > mostClasses ? `\n\nand ${inNumbers(names.length - mostClasses)} more classes` : ''
  return `## Classes\n\nPictures of each class.\n\n${table(['class', ...bySplit.keys()], rows)}${more}`
}

function origin({ db, items, versions }: CardSubject): string {
  const ids = [...new Set(items.flatMap(({ variant }) => variant?.planId ?? []))]
  const recipes = ids.flatMap((id) => getPlan(db, id) ?? []).map(recipeText)
  const { accepted, pending, rejected } = variantCounts(db)
  return [
    '## Origin',
    `Made with Cultivar ${versions['cultivar'] ?? ''}. A variant is one source changed by steps whose values were drawn at random within what the domain allows; a person looked through them (${inNumbers(accepted)} accepted, ${inNumbers(rejected)} rejected, ${inNumbers(pending)} undecided).`,
    ...(recipes.length === 0 ? ['There are no variants in this export.'] : recipes),
    'provenance.json holds recipes, domains and versions in full: with it and the sources the same pictures can be made again.'
  ].join('\n\n')
}

function recipeText({ recipe, recipeHash, profile }: Plan): string {
  const steps = recipe.steps
    .filter(({ probability }) => probability > 0)
    .map(
      ({ transform, probability }) =>
        `${transformSpec(transform)?.title ?? transform} (${Math.round(probability * 100)} %)`
    )
  return `- Recipe ${recipeHash.slice(0, 12)}, seed ${recipe.seed}, domain "${inMarkdown(profile.title)}": ${steps.join(', ')}`
}

function reading({ options }: CardSubject, { bySplit }: ExportedCounts): string {
  const [first = 'all'] = bySplit.keys()
  const part = first === 'all' ? null : bySplit.has('train') ? 'train' : first
  const { needs, code } = readingOf(options.format, part)
  return `## Reading it in Python\n\n\`pip install ${needs}\`\n\n\`\`\`python\nfrom pathlib import Path\n\nroot = Path(".")  # the folder of this file\n\n${code}\n\`\`\`\n`
}
