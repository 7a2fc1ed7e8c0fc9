import type { Exporter } from '../types.ts'

/** Arrays of NumPy in one file, in the layout of Keras' mnist.npz. Its writing is the job's: electron/jobs/exportArrays.ts. */
export const arrays: Exporter = {
  id: 'npz',
  title: 'NumPy arrays (NPZ)',
  holds: ['class', 'softLabels'],
  place: ({ source, variant }) => `${source.id}-${variant?.id ?? 'original'}`
}
