import { parse } from 'node:path'
import { pictureName } from '../pictureName.ts'
import type { ExportContext, Exporter, Packer } from '../types.ts'
import { numberedClasses, sampleFiles } from './sample.ts'
import { type ShardLimits, Shards } from './shards.ts'

/** What WebDataset's own ShardWriter calls usual: some hundred megabytes to a few gigabytes. */
const limits: ShardLimits = { samples: 10_000, bytes: 1_000_000_000 }

/**
 * Shards as WebDataset reads them: tar archives in which the files of a picture follow each other and have the same name
 * up to the first dot. See docs/formats.md for what is in them.
 */
export const webdataset: Exporter = {
  id: 'webdataset',
  title: 'WebDataset shards (tar)',
  holds: [
    'class',
    'softLabels',
    'labels',
    'captions',
    'boxes',
    'rotatedBoxes',
    'polygons',
    'masks',
    'keypoints',
    'attributes'
  ],
  // Why no dots: what stands behind the first is the kind of the file.
  place: (item) => pictureName(item, (stem) => stem.replaceAll('.', '_')),
  tables: (context) => [
    {
      file: 'classes.txt',
      parts: [
        numberedClasses(context)
          .map((name) => `${oneLine(name)}\n`)
          .join('')
      ]
    },
    { file: 'classes.json', parts: [`${JSON.stringify(detailsOf(context), null, 2)}\n`] }
  ],
  pack: (context, folder) => createPacker(context, folder, limits)
}

/** Line breaks would make two classes of one; the .json files have the name as it is. */
const oneLine = (name: string): string => name.replace(/[\r\n\u2028\u2029]+/g, ' ')

const detailsOf = ({ classes }: ExportContext): readonly object[] =>
  classes.map(({ name, details }) => ({ name, ...details }))

/** A shard in the making for each part of the data set; pictures without a part are called data. */
export function createPacker(context: ExportContext, folder: string, shardLimits: ShardLimits): Packer {
  const parts = new Map<string, Shards>()
  return {
    add: async (exported, bytes) => {
      const part = exported.item.split ?? 'data'
      const shards = parts.get(part) ?? new Shards(folder, part, shardLimits)
      parts.set(part, shards)
      const key = parse(exported.written.file).name
      const files = sampleFiles(exported, bytes, context)
      return `${await shards.add(key, files)}#${key}.${files[0]?.ending ?? ''}`
    },
    finish: async () => {
      const made: string[] = []
      for (const shards of parts.values()) made.push(...(await shards.finish()))
      return made.sort()
    }
  }
}
