import { createHash } from 'node:crypto'
import { extname } from 'node:path'
import type { ExportOptions } from '../../shared/api/types.ts'
import { allAnnotations } from '../catalogue/annotations.ts'
import type { Db } from '../catalogue/database.ts'
import { parametersOf } from '../catalogue/variants.ts'
import { exportNames } from '../exporters/context.ts'
import { exporterById } from '../exporters/index.ts'
import { exportItems } from '../exporters/plan.ts'
import { createNamer } from '../exporters/portableName.ts'
import type { ExportItem, PlannedItem } from '../exporters/types.ts'
import type { RenderTaskSettings } from './variantTask.ts'

/** A picture of an export and the file that it becomes. */
export interface Placed {
  readonly item: PlannedItem
  /** Its place in the order of the export. */
  readonly index: number
  /** Path below the export's folder, with / as separator. */
  readonly file: string
  readonly settings: RenderTaskSettings
  /** An original whose bytes are copied. */
  readonly isCopied: boolean
}

export interface Places {
  readonly places: readonly Placed[]
  /** Of what is written where: when it differs, because something was decided since, files of an earlier run do not fit. */
  readonly hash: string
}

/**
 * All files of an export, as the catalogue stands now. Parameters are left in it: of a million variants they would fill
 * the memory.
 */
export function placeExport(db: Db, options: ExportOptions): Places {
  const hash = createHash('sha256')
  const items: PlannedItem[] = []
  for (const item of exportItems(db, options)) {
    const { source, variant } = item
    hash.update(
      JSON.stringify([source.contentHash, variant?.parameters ?? null, variant?.planId, variant?.id])
    )
    items.push(withoutParameters(item))
  }
  const places = placeItems(db, items, options)
  for (const { file } of places) hash.update(`${file}\n`)
  for (const { id, json } of allAnnotations(db)) hash.update(`${id} ${json}\n`)
  return { places, hash: hash.digest('hex') }
}

/** The item as an export with a million variants can keep it. */
export function withoutParameters({ variant, ...item }: ExportItem): PlannedItem {
  if (variant === null) return { ...item, variant }
  const { id, planId, copyIndex, status } = variant
  return { ...item, variant: { id, planId, copyIndex, status } }
}

/** The items with the parameters of their variants; at most some hundreds at a time. */
export function withParameters(db: Db, items: readonly PlannedItem[]): readonly ExportItem[] {
  const known = parametersOf(
    db,
    items.flatMap(({ variant }) => variant?.id ?? [])
  )
  return items.map((item) => {
    const { variant } = item
    return {
      ...item,
      variant: variant === null ? null : { ...variant, parameters: known.get(variant.id) ?? '[]' }
    }
  })
}

function placeItems(db: Db, items: readonly PlannedItem[], given: ExportOptions): readonly Placed[] {
  const exporter = exporterById(given.format)
  const options = given.image === 'auto' ? { ...given, image: exporter.image ?? given.image } : given
  const unique = createNamer()
  const names = exportNames(db, items, options)
  const settingsOf = {
    jpeg: settings('jpeg', options),
    png: settings('png', options),
    webp: settings('webp', options)
  }
  return items.map((item, index) => {
    const format = options.image === 'auto' ? (item.source.format === 'jpeg' ? 'jpeg' : 'png') : options.image
    const isCopied = item.variant === null && isUntouched(item, options)
    const plain = endingOf(format)
    const isFile = isCopied && item.source.entry === null
    const extension = isFile
      ? extname(item.source.path).toLowerCase()
      : isCopied
        ? endingOf(item.source.format)
        : plain
    // Why the name before the extension is unique: a.jpg and a.png of one folder must not meet under one label.
    const file = unique(exporter.place(item, names)) + extension
    return { item, index, file, isCopied, settings: settingsOf[format] }
  })
}

function settings(format: 'jpeg' | 'png' | 'webp', { size, quality }: ExportOptions): RenderTaskSettings {
  return {
    output: size === null ? { kind: 'full' } : { kind: 'size', ...size },
    encoding: { format, quality }
  }
}

const endingOf = (format: string): string => (format === 'jpeg' ? '.jpg' : `.${format}`)

/** An original that is exported as it is, from a file or a container: its bytes are copied and not encoded again. */
function isUntouched({ source }: PlannedItem, { size, image }: ExportOptions): boolean {
  const isPlain = ['jpeg', 'png', 'webp'].includes(source.format)
  const isNamedSo = source.entry !== null || /\.(jpe?g|png|webp)$/i.test(source.path)
  return (
    isPlain &&
    isNamedSo &&
    size === null &&
    (image === 'auto' || image === source.format) &&
    !source.isChangedOnRead
  )
}
