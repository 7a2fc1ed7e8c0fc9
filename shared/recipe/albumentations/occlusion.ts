import type { Range } from '../schema.ts'
import type { Arguments } from './arguments.ts'
import { type Converters, exactly, type Step, within } from './step.ts'

/** What shows in a hole: Albumentations takes a level, or the name of a way to fill. */
function coveringOf(args: Arguments, note: (text: string) => void): string {
  const fill = args.value('fill', 'fill_value')
  if (fill === 'random' || fill === 'random_uniform') return fill === 'random' ? 'noise' : 'random'
  if (typeof fill === 'string') note(`${fill} became the mean colour.`)
  if (typeof fill === 'string') return 'mean'
  const level = Array.isArray(fill) ? Number(fill[0] ?? 0) : Number(fill ?? 0)
  return level < 64 ? 'black' : level < 192 ? 'grey' : 'white'
}

/** Sides of holes: shares in version 2; version 1 also takes pixels, which hold for one size of picture only. */
function sides(args: Arguments, axis: 'width' | 'height', note: (text: string) => void): Range {
  const old: Range = [args.number([`min_${axis}`], 0.1), args.number([`max_${axis}`], 0.2)]
  const range = args.range([`hole_${axis}_range`], old, exactly)
  if (range[1] <= 1) return within(range, [0, 0.5], note)
  note(`sizes of holes in pixels became 10 .. 20 % of the ${axis}.`)
  return [0.1, 0.2]
}

function holes(args: Arguments, note: (text: string) => void): Omit<Step, 'transform'> {
  const old: Range = [args.number(['min_holes'], 1), args.number(['max_holes'], 2)]
  return {
    countRange: within(args.range(['num_holes_range'], old, exactly), [1, 8], note),
    widthFractionRange: sides(args, 'width', note),
    heightFractionRange: sides(args, 'height', note),
    covering: coveringOf(args, note)
  }
}

export const occlusion: Converters = {
  CoarseDropout: (args, note) => [{ transform: 'coarseDropout', ...holes(args, note) }],
  ConstrainedCoarseDropout: (args, note) => {
    args.value('mask_indices', 'bbox_labels')
    note('holes lie in any marked box.')
    return [{ transform: 'constrainedDropout', ...holes(args, note) }]
  },
  Erasing: (args, note) => {
    const [low, high] = args.range(['ratio'], [0.3, 3.3], exactly)
    return [
      {
        transform: 'randomErasing',
        areaFractionRange: within(args.range(['scale'], [0.02, 0.33], exactly), [0, 0.9], note),
        ratioLow: Math.min(Math.max(low, 0.1), 10),
        ratioHigh: Math.min(Math.max(high, 0.1), 10),
        covering: coveringOf(args, note)
      }
    ]
  },
  GridDropout: (args, note) => {
    args.value('random_offset', 'unit_size_range', 'unit_size_min', 'unit_size_max')
    args.value('holes_number_xy', 'holes_number_x', 'holes_number_y', 'shift_xy', 'shift_x', 'shift_y')
    // Holes of the ratio along both sides cover its square of the area.
    const area = args.number(['ratio'], 0.5) ** 2
    note('the distance of the holes is 20 % of the side.')
    return [
      {
        transform: 'gridDropout',
        areaFractionRange: within([area, area], [0, 0.9], note),
        covering: coveringOf(args, note)
      }
    ]
  },
  MaskDropout: (args, note) => {
    args.value('max_objects')
    note('one marked object is covered, if it is no larger than a fifth of the picture.')
    return [{ transform: 'maskDropout', largestFractionRange: [0.2, 0.2], covering: coveringOf(args, note) }]
  },
  XYMasking: (args, note) => {
    const count = Math.max(
      ...[args.range(['num_masks_x'], [0, 0], exactly), args.range(['num_masks_y'], [0, 0], exactly)].flat()
    )
    args.value('mask_x_length', 'mask_y_length')
    note('lengths of bands in pixels became 2 .. 8 % of the sides.')
    return [
      {
        transform: 'rowColumnMasking',
        rowsFractionRange: [0.02, 0.08],
        columnsFractionRange: [0.02, 0.08],
        bands: Math.min(Math.max(count, 1), 8),
        covering: coveringOf(args, note)
      }
    ]
  }
}
