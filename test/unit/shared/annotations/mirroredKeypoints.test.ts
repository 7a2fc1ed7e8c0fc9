import { describe, expect, it } from 'vitest'
import { type MapOptions, mapAnnotations } from '../../../../shared/annotations/mapAnnotations.ts'
import { mirrorOrder, otherSide } from '../../../../shared/annotations/mirrored.ts'
import { mixAnnotations } from '../../../../shared/annotations/mixAnnotations.ts'
import type { Annotation, ClassDetails } from '../../../../shared/annotations/types.ts'
import { domainById } from '../../../../shared/domains/index.ts'
import { mirroredLabel } from '../../../../shared/policy/profile.ts'
import { parseConcreteSteps } from '../../../../shared/recipe/concrete.ts'
import { lowerSteps } from '../../../../shared/recipe/lower.ts'

const size = { width: 100, height: 60 }

const face: Annotation = {
  kind: 'keypoints',
  className: 'face',
  points: [
    { x: 50, y: 40, visibility: 2 },
    { x: 60, y: 20, visibility: 2 },
    { x: 40, y: 21, visibility: 1 }
  ]
}

const names = ['nose', 'left_eye', 'right_eye']
const classes = (details: ClassDetails): MapOptions => ({ classes: new Map([['face', details]]) })
const flip = lowerSteps(parseConcreteSteps([{ transform: 'horizontalFlip' }]), size)
const twice = lowerSteps(
  parseConcreteSteps([{ transform: 'horizontalFlip' }, { transform: 'verticalFlip' }]),
  size
)

function xs(options: MapOptions, ops = flip): readonly number[] {
  const [found] = mapAnnotations([face], ops, size, options).annotations
  if (found?.kind !== 'keypoints') throw new Error('expected keypoints')
  return found.points.map(({ x }) => x)
}

// Mirrored: 99 - x, so 49, 39, 59.
describe('keypoints of a mirrored picture', () => {
  it('take the places that their class says', () => {
    expect(xs(classes({ mirroredKeypoints: [0, 2, 1] }))).toEqual([49, 59, 39])
    expect(xs(classes({ mirroredKeypoints: [0, 2, 1] }), twice)).toEqual([49, 39, 59])
  })

  it('keep them where nothing says so, or says what cannot be', () => {
    expect(xs({})).toEqual([49, 39, 59])
    expect(xs(classes({ keypoints: names }))).toEqual([49, 39, 59])
    expect(xs(classes({ mirroredKeypoints: [0, 2] }))).toEqual([49, 39, 59])
    expect(xs(classes({ mirroredKeypoints: [1, 1, 2] }))).toEqual([49, 39, 59])
  })

  it('change sides by their names where a profile is at work', () => {
    const same = (name: string): string => name
    expect(xs({ ...classes({ keypoints: names }), mirroredLabel: same })).toEqual([49, 59, 39])
    const pose = domainById('pose')
    if (pose === undefined) throw new Error('expected the domain pose')
    const swapped = (name: string): string => mirroredLabel(pose, name)
    expect(xs({ ...classes({ keypoints: names }), mirroredLabel: swapped })).toEqual([49, 59, 39])
  })

  it('go by what the profile swaps before the words left and right', () => {
    const port = (name: string): string =>
      name === 'port' ? 'starboard' : name === 'starboard' ? 'port' : name
    const details = { keypoints: ['bow', 'port', 'starboard'] }
    expect(mirrorOrder(details, port)).toEqual([0, 2, 1])
    expect(mirrorOrder(details, (name) => name)).toEqual([0, 1, 2])
  })

  it('know the usual spellings', () => {
    expect(
      ['left_eye', 'eyeRight', 'LEFT', 'Left Hand', 'hand.L', 'l_hip', 'bright', 'ear'].map(otherSide)
    ).toEqual(['right_eye', 'eyeLeft', 'RIGHT', 'Right Hand', 'hand.R', 'r_hip', 'bleft', 'ear'])
    // A name that only holds the word has no partner in the list.
    expect(mirrorOrder({ keypoints: ['bright', 'left'] }, (name) => name)).toEqual([0, 1])
  })

  it('of pictures that are mixed in follow the same rule', () => {
    const options = classes({ mirroredKeypoints: [0, 2, 1] })
    const ops = [{ op: 'blend', partner: 0, share: 0.5 } as const, ...flip]
    const mixed = mixAnnotations([], { ops, size, partners: [{ size, annotations: [face] }] }, options)
    const [found] = mixed
    if (found?.kind !== 'keypoints') throw new Error('expected keypoints')
    expect(found.points.map(({ x }) => x)).toEqual([49, 59, 39])
  })
})

describe('the keypoints of an object', () => {
  const box: Annotation = {
    kind: 'box',
    className: 'face',
    object: 4,
    box: { x: 5, y: 5, width: 90, height: 50 }
  }
  const own: Annotation = { ...face, object: 4 }
  const crop = {
    op: 'matrix' as const,
    matrix: [1, 0, 38, 0, 1, 18, 0, 0, 1] as const,
    size: { width: 6, height: 6 }
  }

  it('go when its outlines are dropped', () => {
    // 6 x 6 of 90 x 50 pixels are left, under a tenth; one keypoint lies there.
    expect(mapAnnotations([box, own], [crop], size).dropped.map(({ index, why }) => [index, why])).toEqual([
      [0, 'mostlyOutside'],
      [1, 'mostlyOutside']
    ])
    expect(mapAnnotations([face], [crop], size).dropped).toEqual([])
  })

  it('stay while one outline is left', () => {
    const near: Annotation = {
      kind: 'polygon',
      className: 'face',
      object: 4,
      rings: [[38, 18, 44, 18, 44, 24]]
    }
    expect(mapAnnotations([box, near, own], [crop], size).origins).toEqual([1, 2])
  })
})
