import type { Exporter } from './types.ts'

/** IDX files as MNIST has them, grey. Their writing is the job's: electron/jobs/exportIdx.ts. */
export const idx: Exporter = {
  id: 'idx',
  title: 'IDX files, as MNIST has them (grey)',
  holds: ['class'],
  place: ({ source, variant }) => `${source.id}-${variant?.id ?? 'original'}`
}
