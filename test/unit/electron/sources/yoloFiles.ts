import { join } from 'node:path'
import type { Finding, FoundImage } from '../../../../electron/sources/types.ts'
import { yolo } from '../../../../electron/sources/yolo.ts'
import type { Annotation } from '../../../../shared/annotations/types.ts'
import { findAll } from '../../../fixtures/find.ts'
import { putFiles } from '../../../fixtures/pictures.ts'
import { tempFolders } from '../../../fixtures/tempFolder.ts'

const temp = tempFolders()

/** What the importer found in some files. */
export interface Found {
  readonly root: string
  readonly all: readonly Finding[]
  readonly images: readonly FoundImage[]
  readonly problems: readonly string[]
  readonly notes: readonly string[]
  /** Annotations of the picture of this name. */
  readonly objects: (name: string) => readonly Annotation[] | undefined
}

/** What is found in a folder with these files; `given` are names in it, all of it unless told. */
export async function found(
  files: Readonly<Record<string, Uint8Array | string>>,
  given: readonly string[] = ['']
): Promise<Found> {
  const root = temp()
  putFiles(root, files)
  const all = await findAll(
    yolo,
    given.map((name) => join(root, name))
  )
  const images = all.filter((finding) => finding.kind === 'image')
  const below = (path: string): string => path.replace(`${root}/`, '')
  return {
    root,
    all,
    images,
    problems: all.flatMap((one) => (one.kind === 'problem' ? [`${below(one.path)}: ${one.reason}`] : [])),
    notes: all.flatMap((one) => (one.kind === 'note' ? [`${below(one.path)}: ${one.text}`] : [])),
    objects: (name) => images.find((image) => image.name === name)?.annotations?.objects
  }
}

/** Names and parts of the pictures. */
export const placed = ({ images }: Found): readonly string[] =>
  images.map(({ name, split }) => `${name} ${split ?? '-'}`)
