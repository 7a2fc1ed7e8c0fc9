import { philox } from '../../draw/philox.ts'
import { type TransformSpec, valueOf } from '../spec.ts'

/** The numbers 0 .. count - 1 in random order, each order as likely as any other (Fisher and Yates). */
function shuffled(count: number, shapeSeed: number): readonly number[] {
  const order = Array.from({ length: count }, (_, index) => index)
  for (let last = count - 1; last > 0; last--) {
    const [word] = philox([last, 0, 0, 0], [shapeSeed >>> 0, 0x5f1e])
    const other = Math.floor((word / 0x100000000) * (last + 1))
    const kept = order[last] ?? 0
    order[last] = order[other] ?? 0
    order[other] = kept
  }
  return order
}

export const gridShuffle = {
  id: 'gridShuffle',
  title: 'Grid shuffle',
  help: 'Cuts the picture into tiles and lets them change places.',
  group: 'distortion',
  parameters: [],
  options: [
    { id: 'columnCount', title: 'Columns', min: 1, max: 10, step: 1, default: 3 },
    { id: 'rowCount', title: 'Rows', min: 1, max: 10, step: 1, default: 3 }
  ],
  needs: [{ aspect: 'arrange', limit: 1 }],
  hasShape: true,
  defaultProbability: 0.5,
  source: 'Albumentations RandomGridShuffle 3 x 3; imgaug Jigsaw 3 to 10, Kornia 4 x 4',
  lower(step, size) {
    const columns = Math.min(Math.round(valueOf(step, 'columnCount')), size.width)
    const rows = Math.min(Math.round(valueOf(step, 'rowCount')), size.height)
    if (columns * rows === 1) return []
    const order = shuffled(columns * rows, valueOf(step, 'shapeSeed'))
    return [{ op: 'displace', field: { kind: 'tiles', columns, rows, order }, frame: size }]
  }
} as const satisfies TransformSpec
