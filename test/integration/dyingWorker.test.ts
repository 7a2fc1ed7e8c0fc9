/** A picture that ends the thread which makes it costs an export this picture, not its neighbours. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it } from 'vitest'
import { exportOptionsSchema } from '../../shared/api/types.ts'
import { placeExport } from '../../electron/jobs/exportPlaces.ts'
import { exportContext } from '../../electron/exporters/context.ts'
import { exporterById } from '../../electron/exporters/index.ts'
import { ExportJournal } from '../../electron/jobs/exportJournal.ts'
import { writePlaces } from '../../electron/jobs/exportWriter.ts'
import { createPixelPool } from '../../electron/jobs/pool.ts'
import { openEngine, recipe } from '../fixtures/openEngine.ts'
import { putClasses } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'

const temp = tempFolders()

/** The real worker, except that it dies in the middle of a batch when it comes to a file of the given name. */
function dyingWorker(file: string): URL {
  const real = pathToFileURL(join(import.meta.dirname, '../../electron/jobs/pixelWorker.ts')).href
  const path = join(temp(), 'worker.mjs')
  writeFileSync(
    path,
    `import answer from ${JSON.stringify(real)}
export default async (message) => {
  const deadly = message.items.findIndex(({ file }) => file.endsWith(${JSON.stringify(file)}))
  if (deadly === -1) return answer(message)
  await answer({ ...message, items: message.items.slice(0, deadly) })
  process.exit(1)
}
`
  )
  return pathToFileURL(path)
}

it('an export goes on without a picture that ends its thread, and says which', async () => {
  const folder = temp()
  await putClasses(folder, ['cat', 'dog'], 3)
  const { job, workspace } = await openEngine(join(temp(), 'a.cultivar'))
  await job('import.start', { paths: [folder], format: 'auto', copy: false })
  await job('draw.start', { recipe, profileId: 'any', amount: { copies: 4 } })
  const options = exportOptionsSchema.parse({ format: 'folder', include: 'pending' })
  const { places } = placeExport(workspace.db, options)
  expect(places.length).toBe(24)
  const deadly = places[7]
  if (deadly === undefined) throw new Error('Expected eight places')
  const files = join(temp(), 'files')
  mkdirSync(files)
  const failures: (readonly [string, string])[] = []
  const context = {
    workspace,
    jobId: 1,
    before: {},
    signal: new AbortController().signal,
    progress: () => undefined,
    fail: (path: string, reason: string) => void failures.push([path, reason]),
    keep: () => undefined,
    changed: () => undefined
  }
  const pool = createPixelPool({ workers: 2, workerUrl: dyingWorker(deadly.file) })
  const journal = await ExportJournal.open(temp())
  try {
    const written = await writePlaces({
      context,
      pool,
      pictures: files,
      files,
      places,
      done: new Map(),
      journal,
      exporter: exporterById('folder'),
      about: exportContext(workspace, [], options)
    })
    const others = places.filter((place) => place !== deadly)
    expect(places.filter((place) => written.has(place))).toEqual(others)
    expect(failures).toEqual([[deadly.item.source.name, expect.stringMatching(/stopped twice/)]])
  } finally {
    await journal.close()
    await pool.close()
  }
})
