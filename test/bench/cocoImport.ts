/**
 * How long the importer of COCO takes for a large file, and how much memory: node test/bench/cocoImport.ts [images
 * [boxes]]. 100,000 pictures with 9 boxes and outlines each unless told otherwise.
 */
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { coco } from '../../electron/sources/coco.ts'
import { openGiven } from '../../electron/sources/given.ts'
import { benchFolder } from './args.ts'
import { writeCocoSet } from './cocoInput.ts'

const images = Number(process.argv[2] ?? 100_000)
const boxes = Number(process.argv[3] ?? 9)
const folder = join(benchFolder, 'input', `coco-${images}x${boxes}`)
if (!existsSync(folder)) await writeCocoSet(folder, { images, boxes, picture: new Uint8Array(1) })
const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024)
const fileBytes = statSync(join(folder, 'annotations/instances_train.json')).size

const begun = performance.now()
const given = await openGiven([folder])
const recognised = await coco.recognises(given)
const counts = { class: 0, image: 0, problem: 0, note: 0, objects: 0 }
for await (const finding of coco.find(given)) {
  counts[finding.kind]++
  if (finding.kind === 'image') counts.objects += finding.annotations?.objects.length ?? 0
}
const seconds = (performance.now() - begun) / 1000
const residentMb = megabytes(process.resourceUsage().maxRSS * 1024)
console.log(JSON.stringify({ fileMb: megabytes(fileBytes), recognised, ...counts, seconds, residentMb }))
