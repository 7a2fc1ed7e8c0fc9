import { z } from 'zod'
import { CultivarError } from '../../shared/errors.ts'
import type { PixelPool } from '../jobs/pool.ts'
import { openGiven } from '../sources/given.ts'
import { detectFormat, importerById, importers } from '../sources/index.ts'
import type { Tree } from '../sources/tree/types.ts'
import type { Given, Importer } from '../sources/types.ts'
import { checkClasses } from './classes.ts'
import { Findings } from './findings.ts'
import { checkContents, checkManifestSources, checkNear } from './leaks.ts'
import { type Manifest, manifestFile, readManifest } from './manifest.ts'
import { type ReadPictures, readSet } from './readSet.ts'
import { checkSums, readSums, type Sums } from './sums.ts'

export interface Verified {
  readonly folder: string
  /** Title of the format as which it was read. */
  readonly format: string
  readonly files: number
  readonly pictures: number
  readonly hasSums: boolean
  readonly hasManifest: boolean
  readonly findings: Findings
}

/**
 * Checks a data set: files against their checksums, pictures by decoding them, annotations and classes by reading the set as
 * an import does, splits by sources and looks. Nothing is written.
 *
 * Throws `not-found` when there is no folder or archive at the path.
 */
export async function verify(
  path: string,
  { pool, onProgress }: { pool: PixelPool; onProgress?: (what: string, done: number) => void }
): Promise<Verified> {
  const given = await openGiven([path])
  const tree = given.trees[0]
  if (tree === undefined || tree.path !== path) throw noDataSet(path)
  const findings = new Findings()
  const { files, problems } = await tree.list()
  for (const problem of problems) findings.add('lists', problem.path, problem.reason)
  const sums = await readSums(tree, findings)
  const manifest = await readManifest(tree, findings)
  let hashed = 0
  if (sums !== undefined)
    await checkSums(tree, sums, { findings, onFile: () => onProgress?.('Checksums', ++hashed) })
  const importer = await importerFor(given, tree)
  const set = { given, tree, importer, manifest }
  const pictures = await readSet(set, { pool, findings, onProgress })
  const there = new Set(files.map(({ name }) => name))
  if (manifest !== undefined) checkAgainstManifest(pictures, { manifest, sums, there, findings })
  if (manifest !== undefined && sums === undefined) findExtra(pictures, { manifest, sums, there, findings })
  checkContents(pictures.checked, findings)
  checkNear(pictures.checked, findings)
  const found = { format: importer.title, files: files.length, pictures: pictures.seen.size }
  return {
    folder: path,
    ...found,
    hasSums: sums !== undefined,
    hasManifest: manifest !== undefined,
    findings
  }
}

function noDataSet(path: string): CultivarError {
  return new CultivarError('not-found', 'There is no folder or archive with a data set.', {
    file: path,
    remedy: 'Check the name.'
  })
}

const provenanceSchema = z.object({ options: z.object({ format: z.string() }) })

/** Exports say what they are; anything else is found out. */
async function importerFor(given: Given, tree: Tree): Promise<Importer> {
  const file = await tree.find('provenance.json')
  const text = file === undefined ? undefined : await tree.read(file, 1 << 20).catch(() => undefined)
  const format = formatIn(text?.toString('utf8'))
  return importers.some(({ id }) => id === format) ? importerById(format ?? '') : detectFormat(given)
}

function formatIn(text: string | undefined): string | undefined {
  try {
    return provenanceSchema.parse(JSON.parse(text ?? '')).options.format
  } catch {
    return undefined
  }
}

interface Against {
  readonly manifest: Manifest
  readonly sums: Sums | undefined
  /** Files that are there. */
  readonly there: ReadonlySet<string>
  readonly findings: Findings
}

function checkAgainstManifest(
  { checked, seen }: ReadPictures,
  { manifest, sums, there, findings }: Against
): void {
  checkManifestSources(manifest, findings)
  checkClasses(checked, findings)
  // Why: not every reader of a container says where in it a picture lies.
  const knowsPlaces = [...manifest.keys()].some((file) => file.includes('#') && seen.has(file))
  for (const file of manifest.keys()) {
    if (seen.has(file) || (file.includes('#') && !knowsPlaces)) continue
    if (!there.has(file) && sums?.has(file) === true) continue
    if (!there.has(file)) findings.add('missing', file, `It is listed in ${manifestFile} and not there.`)
    else findings.add('labels', file, `It is listed in ${manifestFile}, and the labels do not have it.`)
  }
}

/** Without checksums only pictures can be told to be too many. */
function findExtra({ seen }: ReadPictures, { manifest, there, findings }: Against): void {
  for (const file of seen) {
    if (there.has(file) && !manifest.has(file))
      findings.add('extra', file, `It is not listed in ${manifestFile}.`)
  }
}
