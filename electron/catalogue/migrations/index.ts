import { initial } from './0001.initial.ts'
import { variantCounts } from './0002.variantCounts.ts'
import { annotations } from './0003.annotations.ts'
import { appearance } from './0004.appearance.ts'
import { labels } from './0005.labels.ts'
import { readAs } from './0006.readAs.ts'

/** Pure SQL, in order; the number of a migration is its place here, from 1. Never edit one that was released. */
export const migrations: readonly string[] = [initial, variantCounts, annotations, appearance, labels, readAs]
