import { Document, Pair, Scalar, type YAMLMap } from 'yaml'
import { thingsOf } from '../things.ts'
import type { Exported, ExportContext, ExportTable, TableLines } from '../types.ts'
import { keypointCount, type MarkedTask } from './task.ts'

/**
 * data.yaml as ultralytics reads it. Without `path`: then the folder of the file itself counts, wherever it lies.
 */
export function dataYaml(context: ExportContext, task: MarkedTask): ExportTable {
  const known = task === 'pose' ? keypointCount(context) : 0
  if (task !== 'pose' || known > 0) return { file: 'data.yaml', parts: [textOf(context, task, known)] }
  let seen = 0
  const count: TableLines = (exported) => {
    seen = Math.max(seen, ...exported.map(mostPoints))
    return ''
  }
  const text: TableLines = (_, isFirst) => (isFirst ? textOf(context, task, seen) : '')
  return { file: 'data.yaml', parts: [count, text] }
}

const mostPoints = ({ annotations }: Exported): number =>
  Math.max(
    0,
    ...thingsOf(annotations.objects).flatMap(({ marks }) =>
      marks.map((mark) => (mark.kind === 'keypoints' ? mark.points.length : 0))
    )
  )

function textOf(context: ExportContext, task: MarkedTask, keypoints: number): string {
  const { classes } = context
  const names = classes.map(({ name }, number) => [number, name] as const)
  const flips = classes.find(({ details }) => details.mirroredKeypoints?.length === keypoints)?.details
  const pointNames = classes.flatMap(({ details }, number) =>
    details.keypoints?.length === keypoints ? [[number, details.keypoints] as const] : []
  )
  // Why 1.1: Python's YAML takes an unquoted "no" for false.
  const document = new Document({ ...partsOf(context), task }, { version: '1.1' })
  if (task === 'pose') {
    document.set('kpt_shape', document.createNode([keypoints, 3], { flow: true }))
    if (flips !== undefined)
      document.set('flip_idx', document.createNode(flips.mirroredKeypoints, { flow: true }))
    if (pointNames.length > 0) document.set('kpt_names', byNumber(document, pointNames))
  }
  document.set('names', byNumber(document, names))
  return document.toString({ lineWidth: 0, flowCollectionPadding: false, directives: false })
}

/** A map with numbers for keys, which a plain object cannot have. */
function byNumber(document: Document, entries: readonly (readonly [number, unknown])[]): YAMLMap {
  const map = document.createNode({}) as YAMLMap
  map.flow = false
  for (const [number, value] of entries) map.add(new Pair(new Scalar(number), document.createNode(value)))
  return map
}

/** Folders of the parts. ultralytics demands train and val: another part stands in for one that is not there. */
function partsOf({ splits }: ExportContext): Readonly<Record<string, string>> {
  const folder = (split: string | null): string => (split === null ? 'images' : `images/${split}`)
  const has = (split: 'train' | 'val' | 'test'): boolean => splits.includes(split)
  const fallback = folder(splits[0] ?? null)
  return {
    train: has('train') ? folder('train') : fallback,
    val: has('val') ? folder('val') : has('test') ? folder('test') : fallback,
    ...(has('test') ? { test: folder('test') } : {})
  }
}
