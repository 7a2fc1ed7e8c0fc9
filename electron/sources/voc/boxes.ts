import type { Annotation } from '../../../shared/annotations/types.ts'
import type { Size } from '../../../shared/raster.ts'
import type { Finding } from '../types.ts'
import { type VocDocument, vocObject } from './document.ts'

/** Wrong objects of one file that are told one by one. */
const toldObjects = 20

export interface Boxes {
  readonly objects: readonly {
    readonly mark: Annotation
    readonly object: number
    /** Whether the object has other marks in the same file. */
    readonly isSeveral: boolean
  }[]
  /** Names of all objects of the file, those that were refused too: masks count them. */
  readonly names: readonly string[]
  readonly findings: readonly Finding[]
}

export const noBoxes: Boxes = { objects: [], names: [], findings: [] }

export function boxesOf(content: VocDocument, size: Size, path: string): Boxes {
  const findings: Finding[] = sizeNotes(content, size, path)
  const names: string[] = []
  let wrong = 0
  const objects = content.objects.flatMap((node, object) => {
    const read = vocObject(node, size)
    if (typeof read === 'string') {
      names.push('')
      if (++wrong <= toldObjects)
        findings.push({
          kind: 'problem',
          path,
          reason: `Object ${object + 1}: ${read} The others were read.`
        })
      return []
    }
    names.push(read.name)
    const isSeveral = read.marks.length > 1
    return read.marks.map((mark) => ({ mark, object, isSeveral }))
  })
  if (wrong > toldObjects)
    findings.push({
      kind: 'problem',
      path,
      reason: `${wrong - toldObjects} more objects cannot be read. Correct or remove them.`
    })
  return { objects, names, findings }
}

function sizeNotes({ size: declared }: VocDocument, { width, height }: Size, path: string): Finding[] {
  if (declared === undefined || (declared.width === width && declared.height === height)) return []
  const text = `It says that the picture has ${declared.width} x ${declared.height} pixels, which has ${width} x ${height}. Its boxes were taken as they are.`
  return [{ kind: 'note', path, text }]
}
