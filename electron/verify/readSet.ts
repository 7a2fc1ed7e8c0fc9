import { join } from 'node:path'
import type { PixelPool } from '../jobs/pool.ts'
import type { Tree } from '../sources/tree/types.ts'
import type { FoundImage, Given, Importer } from '../sources/types.ts'
import { checkDeclared, checkInside } from './annotations.ts'
import type { Findings } from './findings.ts'
import type { Manifest } from './manifest.ts'
import { manifestKey } from './manifestKey.ts'
import type { CheckedPicture } from './picture.ts'
import { type Inspected, inspectAll, reasonFor } from './pictures.ts'

export interface DataSet {
  readonly given: Given
  readonly tree: Tree
  readonly importer: Importer
  readonly manifest: Manifest | undefined
}

export interface Reading {
  readonly pool: PixelPool
  readonly findings: Findings
  readonly onProgress: ((what: string, done: number) => void) | undefined
}

/** The pictures of a set, and the names of all that it has, also of those that cannot be read. */
export interface ReadPictures {
  readonly checked: readonly CheckedPicture[]
  readonly seen: ReadonlySet<string>
}

/** Reads a set as an import does, decodes every picture, and checks what is marked in it. */
export async function readSet(set: DataSet, reading: Reading): Promise<ReadPictures> {
  const { tree, manifest } = set
  const names = await namesByAddress(tree)
  const declared = new Set<string>()
  const seen = new Set<string>()
  const checked: CheckedPicture[] = []
  for await (const one of inspectAll(imagesOf(set, { declared, findings: reading.findings }), reading.pool)) {
    const file = fileOf(one.image, names, manifest)
    seen.add(file)
    const picture = checkOne(one, { file, declared, manifest, findings: reading.findings })
    if (picture !== undefined) checked.push(picture)
    reading.onProgress?.('Pictures', seen.size)
  }
  return { checked, seen }
}

/** Path of a picture below the set's folder, or its place in a container, or what the importer calls it. */
function fileOf(
  image: FoundImage,
  names: ReadonlyMap<string, string>,
  manifest: Manifest | undefined
): string {
  const container = names.get(addressKey({ path: image.path, entry: null }))
  return names.get(addressKey(image)) ?? manifestKey(image, container, manifest) ?? image.name
}

const addressKey = ({ path, entry }: Pick<FoundImage, 'path' | 'entry'>): string => `${path}\0${entry ?? ''}`

async function namesByAddress(tree: Tree): Promise<ReadonlyMap<string, string>> {
  const { files } = await tree.list()
  return new Map(files.map((file) => [addressKey(tree.address(file)), file.name]))
}

/** The pictures that an import would find; what it cannot read becomes a finding. */
async function* imagesOf(
  { given, importer, tree }: DataSet,
  { declared, findings }: { declared: Set<string>; findings: Findings }
): AsyncGenerator<FoundImage> {
  for await (const finding of importer.find(given)) {
    if (finding.kind === 'image') yield finding
    if (finding.kind === 'class') declared.add(finding.name)
    if (finding.kind === 'problem')
      findings.add('labels', finding.path.replace(join(tree.path, '/'), ''), finding.reason)
  }
}

interface Context {
  readonly file: string
  readonly declared: ReadonlySet<string>
  readonly manifest: Manifest | undefined
  readonly findings: Findings
}

function checkOne(
  { image, outcome }: Inspected,
  { file, declared, manifest, findings }: Context
): CheckedPicture | undefined {
  if (!outcome.ok) {
    findings.add('pictures', file, reasonFor(outcome, image.path))
    return undefined
  }
  const { facts, sha256, appearance } = outcome.value
  if (image.annotations !== undefined) {
    checkInside(file, image.annotations, { size: facts, findings })
    checkDeclared(file, image.annotations, { declared, findings })
  }
  const row = manifest?.get(file)
  return {
    file,
    split: splitIn(row?.split) ?? image.split,
    className: image.className,
    contentHash: sha256,
    perceptualHash: appearance.perceptualHash === '' ? null : appearance.perceptualHash,
    row
  }
}

const splitIn = (text: string | undefined): CheckedPicture['split'] =>
  text === 'train' || text === 'val' || text === 'test' ? text : null
