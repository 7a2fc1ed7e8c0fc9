import { cpus, totalmem } from 'node:os'
import type { ImportResult } from './import.ts'
import type { Measured, WorkResult } from './measure.ts'
import type { Memory } from './memory.ts'
import type { Limit, Scale } from './scaling.ts'
import type { WindowResult } from './window.ts'

export interface BenchResult {
  readonly at: string
  readonly rounds: number
  readonly versions: Readonly<Record<string, string>>
  readonly works: readonly WorkResult[]
  readonly scaling: readonly Scale[]
  readonly limit: Limit
  readonly memory: Memory | null
  readonly imports: ImportResult | null
  readonly window: WindowResult | null
  /** When each work, `scaling` and `memory` were measured. */
  readonly measuredAt: Readonly<Record<string, string>>
}

const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(value >= 10 ? 1 : 2)

/** docs/performance.md. */
export function report(result: BenchResult): string {
  const { rounds, works, scaling, versions, at } = result
  const machine = `${cpus().length} x ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 1e9)} GB`
  const parts = [
    '# How fast Cultivar is',
    `Made by \`npm run bench -- --write\` on ${at.slice(0, 10)}: ${machine}; ${inWords(versions)}. Medians of ${rounds} rounds in which all take turns; absolute figures follow the machine, ratios hold.`,
    'Ours is the whole job as the program does it: drawing the variants into the catalogue, rendering, encoding, hashing every file and seeing it onto the drive. The peers render and write only. The ratio for digits is by processor time. Start-up of programs and processes is timed for nobody, nor are the first pictures that each makes. All write 4:2:0 at quality 90.',
    ...works.map((work) => workPart(work) + onDate(result, work.id)),
    scaling.length === 0 ? '' : scalingPart(scaling) + onDate(result, 'scaling'),
    limitPart(result),
    result.memory === null ? '' : memoryPart(result.memory) + onDate(result, 'memory'),
    result.imports === null ? '' : importPart(result.imports) + onDate(result, 'import'),
    result.window === null ? '' : windowPart(result.window)
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

/** A sentence for a part that is older than the rest. */
function onDate({ at, measuredAt }: BenchResult, part: string): string {
  const day = (measuredAt[part] ?? at).slice(0, 10)
  return day === at.slice(0, 10) ? '' : ` Measured on ${day}.`
}

function inWords(versions: Readonly<Record<string, string>>): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')
}

function workPart({ title, rows, drawShare, busy }: WorkResult): string {
  const table = [
    '| | pictures a second | ours is | wanted |',
    '| --- | ---: | ---: | ---: |',
    ...rows.map(rowOf)
  ]
  return `## ${title}\n\n${table.join('\n')}\n\n${Math.round(drawShare * 100)} % of our time is drawing; ${number(busy)} processors were busy on average.`
}

function rowOf({ name, median, cores, ratio, target }: Measured): string {
  const by = ratio === null ? '' : `${number(ratio)} x`
  return `| ${name}, ${cores} ${cores === 1 ? 'process' : 'processes or threads'} | ${number(median)} | ${by} | ${target === null ? '' : `${target} x`} |`
}

function scalingPart(scaling: readonly Scale[]): string {
  const rows = scaling.map(({ what, rate }) => `| ${what} | ${number(rate)} |`)
  return `## How throughput follows workers, steps and size\n\nThe first work above, without drawing, with one thing changed.\n\n| | pictures a second |\n| --- | ---: |\n${rows.join('\n')}`
}

function limitPart({ limit, works, scaling }: BenchResult): string {
  const { decodeMs, copyMs, encodeMs, hashMs } = limit
  const least = decodeMs / 15 + copyMs + encodeMs + hashMs
  const one = scaling.find(({ what }) => what === '1 workers')
  const photos = works.find(({ id }) => id === 'photos')?.rows[0]
  const reached = one === undefined ? photos : { median: one.rate, cores: 1 }
  const share =
    reached === undefined
      ? ''
      : ` One worker makes ${number(reached.median / reached.cores)} a second, ${Math.round((reached.median / reached.cores / (1000 / least)) * 100)} % of that.`
  return `## How far it is from the limit\n\nA picture of 512 x 512 on one thread: decoding ${number(decodeMs)} ms (shared by its 15 variants), one pass over memory ${number(copyMs)} ms, encoding ${number(encodeMs)} ms, SHA-256 of the file ${number(hashMs)} ms. Nothing that does these can make more than ${number(1000 / least)} pictures a second and core.${share}`
}

function memoryPart({ variants, peakMB, earlyMB, lateMB }: Memory): string {
  return `## Memory\n\nA job over ${number(variants)} variants: at most ${number(peakMB)} MB resident in all threads and processes, ${number(earlyMB)} MB in its second quarter and ${number(lateMB)} MB in its last.`
}

function importPart(result: ImportResult): string {
  const { pictures, boxes, listS, findS, hashS, folderS, cocoS, folderMB, cocoMB } = result
  const rows = [
    ['listed', listS, `${number(listS / findS)} x the time of \`find\` (wanted 2)`],
    ['read and hashed by plain threads', hashS, ''],
    [
      'imported from class folders',
      folderS,
      `${number(folderS / hashS)} x reading and hashing (wanted 2); ${number(folderMB)} MB`
    ],
    [
      `imported by a COCO file with ${number(boxes)} boxes`,
      cocoS,
      `wanted 60 s and 1,000 MB; ${number(cocoMB)} MB`
    ]
  ] as const
  const lines = rows.map(([what, seconds, note]) => `| ${what} | ${number(seconds)} | ${note} |`)
  return `## Import\n\n${number(pictures)} JPEGs of 64 x 64. An import decodes every picture whole, so that damage is found then and not in the middle of an export.\n\n| | seconds | |\n| --- | ---: | --- |\n${lines.join('\n')}`
}

function windowPart({ at, presses, recipesMs }: WindowResult): string {
  const rows = Object.entries(recipesMs).map(
    ([name, { median, most }]) => `| ${name} | ${number(median)} | ${number(most)} | 60 |`
  )
  return `## The preview\n\nFrom the key press that moves a slider to the frame in which all fifteen draws of a 1024 x 768 photo are new, in the real window without a graphics card (\`npm run bench -- --window\`, ${at.slice(0, 10)}, ${presses} presses). Recipes of five steps. Unit: milliseconds.\n\n| recipe | median | longest | wanted |\n| --- | ---: | ---: | ---: |\n${rows.join('\n')}`
}
