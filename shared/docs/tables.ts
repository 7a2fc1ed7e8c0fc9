import { domains } from '../domains/index.ts'
import { aspects } from '../policy/aspects.ts'
import type { DomainProfile, Limit } from '../policy/profile.ts'
import { judgeTransform, type Verdict } from '../policy/verdict.ts'
import { transforms } from '../transforms/index.ts'
import {
  type ChoiceSpec,
  type OptionSpec,
  type ParameterSpec,
  transformGroups,
  type TransformSpec
} from '../transforms/spec.ts'
import { groupTitles } from './groupTitles.ts'

/** The tables of docs/, made from the specs, so that they cannot say anything else. */

type Row = readonly string[]

const cell = (text: string): string => text.replaceAll('|', '\\|')

/** A Markdown table. */
function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row): string => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

const interval = ([low, high]: readonly [number, number]): string => `${low} .. ${high}`

function parameterRow({ id, title, unit, min, max, neutral, defaultRange }: ParameterSpec): Row {
  // Shares are written as they stand in a recipe, not as the percentages that the interface shows.
  const shown = unit === '%' ? 'share' : unit
  return [`\`${id}Range\``, title, shown, interval([min, max]), String(neutral), interval(defaultRange)]
}

const nothing = ''

function optionRow({ id, title, min, max, default: standard }: OptionSpec): Row {
  return [
    `\`${id}\``,
    `${title} (one value, not drawn)`,
    nothing,
    interval([min, max]),
    nothing,
    String(standard)
  ]
}

function choiceRow({ id, title, values, default: standard }: ChoiceSpec): Row {
  const names = values.map((value) => `\`${value.id}\``).join(', ')
  return [`\`${id}\``, `${title} (one value, not drawn)`, nothing, names, nothing, `\`${standard}\``]
}

function settings({ parameters, options, choices = [] }: TransformSpec): string {
  const rows = [...parameters.map(parameterRow), ...options.map(optionRow), ...choices.map(choiceRow)]
  if (rows.length === 0) return 'No parameters: only how often it happens.'
  return table(['name in a recipe', 'meaning', 'unit', 'from .. to', 'changes nothing', 'default'], rows)
}

const markWords = {
  box: 'boxes',
  polygon: 'outlines',
  keypoints: 'keypoints',
  rotatedBox: 'rotated boxes',
  mask: 'masks'
} as const

/** What a transform needs besides the picture itself. */
function needed({ partners, needsAnnotation, policy }: TransformSpec): string {
  const sentences = [
    ...(partners?.role === 'mix' ? [`Takes in ${partners.count} other pictures of the same split.`] : []),
    ...(partners?.role === 'reference'
      ? [
          'Takes only the statistics of another picture: of one named in `references`, or of any of the same split.'
        ]
      : []),
    ...(needsAnnotation === undefined ? [] : [`Needs ${markWords[needsAnnotation]}.`]),
    ...(policy === undefined ? [] : ['Leaves out what the domain forbids and weakens what it limits.'])
  ]
  return sentences.map((sentence) => ` ${sentence.replace('1 other pictures', 'another picture')}`).join('')
}

function transformSection(spec: TransformSpec): string {
  return [
    `#### ${spec.title} (\`${spec.id}\`)`,
    spec.help + needed(spec),
    settings(spec),
    `Default probability ${spec.defaultProbability}. Where the defaults come from: ${spec.source}.`
  ].join('\n\n')
}

/** docs/transforms.md: every transform with its parameters, by groups. */
export function transformSections(): string {
  const specs: readonly TransformSpec[] = transforms
  return transformGroups
    .map((group) => {
      const own = specs.filter((spec) => spec.group === group)
      return [`### ${groupTitles[group]}`, ...own.map(transformSection)].join('\n\n')
    })
    .join('\n\n')
}

const inShort = ({ verdict }: Verdict): string =>
  ({ allowed: 'yes', limited: 'limited', forbidden: 'no' })[verdict]

/** docs/domains.md: which transform every domain allows. */
export function verdictTable(): string {
  const profiles: readonly DomainProfile[] = domains
  const rows = transforms.map((spec): Row => [
    `\`${spec.id}\``,
    ...profiles.map((profile) => inShort(judgeTransform(spec, profile.limits)))
  ])
  return table(['transform', ...profiles.map(({ id }) => `\`${id}\``)], rows)
}

const because = ({ reason, evidence }: Limit): string =>
  evidence === undefined ? reason : `${reason} (${evidence}.)`

function classRows(profile: DomainProfile): readonly Row[] {
  return profile.classRules.flatMap(({ classes, limits }) =>
    aspects.flatMap(({ id, title, describe }): readonly Row[] => {
      const limit = limits[id]
      return limit === undefined ? [] : [[classes.join(', '), title, describe(limit.limit), because(limit)]]
    })
  )
}

function domainSection(profile: DomainProfile): string {
  const limits = aspects.map(({ id, title, describe }): Row => {
    const limit = profile.limits[id]
    return [title, describe(limit.limit), because(limit)]
  })
  const classes = classRows(profile)
  const swaps = profile.labelSwaps.map(([a, b]) => `${a} ↔ ${b}`).join(', ')
  return [
    `### ${profile.title} (\`${profile.id}\`)`,
    profile.summary,
    table(['what', 'limit', 'why'], limits),
    ...(classes.length === 0
      ? []
      : ['Stricter for some classes:', table(['classes', 'what', 'limit', 'why'], classes)]),
    ...(swaps === '' ? [] : [`Labels that change places in the mirror: ${swaps}.`])
  ].join('\n\n')
}

/** docs/domains.md: every domain with its limits and reasons. */
export function domainSections(): string {
  const profiles: readonly DomainProfile[] = domains
  return profiles.map(domainSection).join('\n\n')
}

/** docs/recipes.md: the names that a step can hold. */
export function stepTable(): string {
  const specs: readonly TransformSpec[] = transforms
  const rows = specs.map((spec): Row => [
    `\`${spec.id}\``,
    spec.parameters.map(({ id }) => `\`${id}Range\``).join(', '),
    [...spec.options, ...(spec.choices ?? [])].map(({ id }) => `\`${id}\``).join(', '),
    [
      ...spec.parameters.map(({ id }) => `\`${id}\``),
      ...(spec.hasShape ? ['`shapeSeed`'] : []),
      ...(spec.partners === undefined ? [] : ['`partners`'])
    ].join(', ')
  ])
  return table(
    ['transform', 'intervals in a recipe', 'options and choices', 'drawn values in a variant'],
    rows
  )
}

/** Every generated part by the name that its marker in docs/ gives. */
export const generatedParts: Readonly<Record<string, () => string>> = {
  transforms: transformSections,
  verdicts: verdictTable,
  domains: domainSections,
  steps: stepTable
}
