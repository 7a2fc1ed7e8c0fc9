/**
 * Imports a hundred thousand small pictures, from class folders and by a COCO file with nine boxes each:
 * `node import.ts FOLDER FORMAT`, run by bench.ts; prints a JSON of ImportAnswer.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Worker } from 'node:worker_threads'
import sharp from 'sharp'
import { createEngine } from '../../electron/engine/createEngine.ts'
import { benchFolder } from './args.ts'
import { treeMB } from './memory.ts'
import { cores } from './run.ts'

export interface ImportAnswer {
  readonly added: number
  /** Unit: seconds. */
  readonly seconds: number
}

export interface ImportResult {
  readonly pictures: number
  readonly boxes: number
  /** Listing of all files, ours and by `find` run once. Unit: seconds. */
  readonly listS: number
  readonly findS: number
  /** Reading and hashing all files on all processors. Unit: seconds. */
  readonly hashS: number
  readonly folderS: number
  readonly cocoS: number
  /** Resident memory of the engine with all its threads, at most. Unit: megabytes. */
  readonly folderMB: number
  readonly cocoMB: number
}

const side = 64
const classes = 20

/** Every picture another one: its number is written into a comment of the JPEG. */
async function makeInput(count: number): Promise<string> {
  const folder = join(benchFolder, 'input', `small-${count}`)
  if (existsSync(folder)) return folder
  const growing = `${folder}.partial`
  await rm(growing, { recursive: true, force: true })
  const noise = Buffer.from(
    Array.from({ length: side * side * 3 }, (_, k) => ((k * 2_654_435_761) >>> 24) / 4 + (k % 190))
  )
  const plain = await sharp(noise, { raw: { width: side, height: side, channels: 3 } })
    .jpeg({ quality: 80 })
    .toBuffer()
  for (let n = 0; n < classes; n++) await mkdir(join(growing, 'images', `class-${n}`), { recursive: true })
  for (let n = 0; n < count; n++) {
    const comment = Buffer.from(String(n))
    const head = Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, comment.length + 2])
    await writeFile(join(growing, 'images', nameOf(n)), Buffer.concat([head, comment, plain.subarray(2)]))
  }
  await writeCoco(join(growing, 'instances.json'), count)
  await rename(growing, folder)
  return folder
}

const nameOf = (n: number): string => `class-${n % classes}/${String(n).padStart(6, '0')}.jpg`

async function writeCoco(path: string, count: number): Promise<void> {
  const out = createWriteStream(path)
  const put = async (part: string): Promise<void> => void (out.write(part) || (await once(out, 'drain')))
  const categories = Array.from({ length: classes }, (_, id) => ({ id: id + 1, name: `thing ${id}` }))
  await put(`{"categories":${JSON.stringify(categories)},"images":[`)
  for (let n = 0; n < count; n++) {
    const image = { id: n + 1, file_name: nameOf(n), width: side, height: side }
    await put((n === 0 ? '' : ',') + JSON.stringify(image))
  }
  await put('],"annotations":[')
  for (let n = 0; n < 9 * count; n++) {
    const box = [n % 40, (n * 7) % 40, 5 + (n % 19), 5 + (n % 17)]
    const one = {
      id: n + 1,
      image_id: Math.floor(n / 9) + 1,
      category_id: (n % classes) + 1,
      bbox: box,
      iscrowd: 0
    }
    await put((n === 0 ? '' : ',') + JSON.stringify(one))
  }
  await put(']}')
  out.end()
  await once(out, 'finish')
}

/** Runs an import in a process of its own and watches its memory. */
async function run(folder: string, format: string): Promise<ImportAnswer & { readonly peakMB: number }> {
  const child = spawn(process.execPath, [import.meta.filename, folder, format], {
    stdio: ['ignore', 'pipe', 'inherit']
  })
  let peakMB = 0
  const timer = setInterval(() => (peakMB = Math.max(peakMB, treeMB(child.pid ?? 0))), 250)
  const [answer] = await Promise.all([text(child.stdout), once(child, 'exit')])
  clearInterval(timer)
  return { ...(JSON.parse(answer) as ImportAnswer), peakMB }
}

export async function measureImport(count: number): Promise<ImportResult> {
  const folder = await makeInput(count)
  const images = join(folder, 'images')
  await listed(images)
  const find = timed(() => void execFileSync('find', [images, '-type', 'f'], { maxBuffer: 2 ** 30 }))
  const listS = await listed(images)
  const hashS = await hashAll(images)
  const byFolder = await run(images, 'folder')
  const coco = await run(folder, 'coco')
  if (byFolder.added !== count || coco.added !== count) {
    throw new Error(`Expected ${count} pictures but received ${byFolder.added} and ${coco.added}`)
  }
  return {
    pictures: count,
    boxes: 9 * count,
    listS,
    findS: find,
    hashS,
    folderS: byFolder.seconds,
    cocoS: coco.seconds,
    folderMB: byFolder.peakMB,
    cocoMB: coco.peakMB
  }
}

function timed(work: () => void): number {
  const start = performance.now()
  work()
  return (performance.now() - start) / 1000
}

async function listed(folder: string): Promise<number> {
  const { importerById } = await import('../../electron/sources/index.ts')
  const { openGiven } = await import('../../electron/sources/given.ts')
  const given = await openGiven([folder])
  const start = performance.now()
  let found = 0
  for await (const finding of importerById('folder').find(given)) if (finding.kind === 'image') found++
  if (found === 0) throw new Error(`Nothing was found in ${folder}`)
  return (performance.now() - start) / 1000
}

/** Threads that read and hash, each its share of the class folders. */
async function hashAll(folder: string): Promise<number> {
  const names = await readdir(folder)
  const code = `
    const { workerData } = require('node:worker_threads')
    const { readdirSync, readFileSync } = require('node:fs')
    const { hash } = require('node:crypto')
    for (const folder of workerData) for (const name of readdirSync(folder)) hash('sha256', readFileSync(folder + '/' + name))`
  const start = performance.now()
  await Promise.all(
    Array.from({ length: cores }, (_, core) => {
      const own = names.filter((_name, index) => index % cores === core).map((name) => join(folder, name))
      return once(new Worker(code, { eval: true, workerData: own }), 'exit')
    })
  )
  return (performance.now() - start) / 1000
}

async function importOnce(folder: string, format: string): Promise<ImportAnswer> {
  const place = await mkdtemp(join(benchFolder, 'run-'))
  const engine = createEngine({ program: 'bench', workers: cores, resumeJobs: false })
  try {
    const session = await engine.open(join(place, 'a.cultivar'), 'create')
    const start = performance.now()
    const answer = await engine.call('import.start', { paths: [folder], format, copy: false })
    if (!answer.ok) throw new Error(answer.error.message)
    const done = await session.jobs.finished((answer.value as { jobId: number }).jobId)
    return { added: Number(done.result?.['added']), seconds: (performance.now() - start) / 1000 }
  } finally {
    await engine.close()
  }
}

const [folder, format] = process.argv.slice(2)
if (process.argv[1] === import.meta.filename && folder !== undefined && format !== undefined) {
  console.log(JSON.stringify(await importOnce(folder, format)))
}
