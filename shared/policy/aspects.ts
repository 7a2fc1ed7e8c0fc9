/**
 * What a picture can lose when it is changed. A domain profile sets one limit for each; every transform says which
 * aspects its parameters touch. So a new transform gets its verdict in every domain without a new rule.
 *
 * Convention: a limit is a number; 0 means "not at all", more means "more is allowed". The intersection of two
 * profiles is the smaller limit of each aspect.
 */
export interface AspectSpec {
  readonly id: string
  readonly title: string
  readonly unit: string
  /** The limit at which the aspect is not restricted. */
  readonly unlimited: number
  /** Step of the slider with which a person edits the limit. */
  readonly step: number
  /** Whether profiles saved before it existed may lack it. */
  readonly isNew?: boolean
  /** Says in words what a limit allows. */
  readonly describe: (limit: number) => string
}

const percent = (value: number): string => `${Math.round(value * 1000) / 10} %`
const round = (value: number): number => Math.round(value * 100) / 100
const yesNo =
  (yes: string, no: string) =>
  (limit: number): string =>
    limit >= 1 ? yes : no

export const aspects = [
  {
    id: 'rotation',
    title: 'Rotation',
    unit: '°',
    unlimited: 180,
    step: 1,
    describe: (limit) => (limit >= 180 ? 'any rotation' : `at most ${round(limit)}° from upright`)
  },
  {
    id: 'mirror',
    title: 'Mirroring',
    unit: '',
    unlimited: 1,
    step: 1,
    describe: yesNo('may be mirrored', 'never mirrored')
  },
  {
    id: 'shear',
    title: 'Shear',
    unit: '°',
    unlimited: 60,
    step: 1,
    describe: (limit) => `sheared by at most ${round(limit)}°`
  },
  {
    id: 'scale',
    title: 'Scale',
    unit: '',
    unlimited: 9,
    step: 0.05,
    describe: (limit) => `between ${round(1 / (1 + limit))} and ${round(1 + limit)} times its size`
  },
  {
    id: 'stretch',
    title: 'Stretch',
    unit: '',
    unlimited: 9,
    step: 0.05,
    describe: (limit) => `proportions changed by at most ${percent(limit)}`
  },
  {
    id: 'shift',
    title: 'Shift',
    unit: '',
    unlimited: 1,
    step: 0.01,
    describe: (limit) => `moved by at most ${percent(limit)} of the side`
  },
  {
    id: 'perspective',
    title: 'Perspective',
    unit: '',
    unlimited: 0.4,
    step: 0.01,
    describe: (limit) => `corners moved by at most ${percent(limit)}`
  },
  {
    id: 'warp',
    title: 'Local distortion',
    unit: '',
    unlimited: 0.5,
    step: 0.01,
    describe: (limit) => `parts moved by at most ${percent(limit)} of the side`
  },
  {
    id: 'tone',
    title: 'Brightness and contrast',
    unit: '',
    unlimited: 4,
    step: 0.05,
    describe: (limit) => `lightness changed by at most ${percent(limit)}`
  },
  {
    id: 'colour',
    title: 'Colour strength',
    unit: '',
    unlimited: 4,
    step: 0.05,
    describe: (limit) => `saturation changed by at most ${percent(limit)}`
  },
  {
    id: 'hue',
    title: 'Hue',
    unit: '°',
    unlimited: 180,
    step: 1,
    describe: (limit) => `hue turned by at most ${round(limit)}°`
  },
  {
    id: 'grey',
    title: 'Loss of colour',
    unit: '',
    unlimited: 1,
    step: 1,
    describe: yesNo('may lose its colours', 'keeps its colours')
  },
  {
    id: 'invert',
    title: 'Inversion',
    unit: '',
    unlimited: 1,
    step: 1,
    describe: yesNo('may be inverted', 'never inverted')
  },
  {
    id: 'blur',
    title: 'Blur',
    unit: 'px',
    unlimited: 50,
    step: 0.1,
    describe: (limit) => `blurred by at most ${round(limit)} px`
  },
  {
    id: 'crop',
    title: 'Cropping',
    unit: '',
    unlimited: 1,
    step: 0.01,
    isNew: true,
    describe: (limit) => `at most ${percent(limit)} of the area cut away`
  },
  {
    id: 'occlusion',
    title: 'Covered parts',
    unit: '',
    unlimited: 1,
    step: 0.01,
    isNew: true,
    describe: (limit) => `at most ${percent(limit)} of the area covered`
  },
  {
    id: 'noise',
    title: 'Noise',
    unit: '',
    unlimited: 1,
    step: 0.005,
    isNew: true,
    describe: (limit) => `noise of at most ${percent(limit)} of the full range`
  },
  {
    id: 'detail',
    title: 'Loss of detail',
    unit: '',
    unlimited: 1,
    step: 0.05,
    isNew: true,
    describe: (limit) => `at most ${percent(limit)} of fine detail lost`
  },
  {
    id: 'weather',
    title: 'Weather',
    unit: '',
    unlimited: 1,
    step: 0.05,
    isNew: true,
    describe: (limit) => (limit <= 0 ? 'no weather' : `weather up to a strength of ${percent(limit)}`)
  },
  {
    id: 'arrange',
    title: 'Parts change places',
    unit: '',
    unlimited: 1,
    step: 1,
    isNew: true,
    describe: yesNo('parts may change places', 'parts stay where they are')
  },
  {
    id: 'mix',
    title: 'Mixing with other pictures',
    unit: '',
    unlimited: 1,
    step: 1,
    isNew: true,
    describe: yesNo('may be mixed with other pictures', 'never mixed with other pictures')
  }
] as const satisfies readonly AspectSpec[]

export type Aspect = (typeof aspects)[number]['id']
export const aspectIds = aspects.map((aspect) => aspect.id) as readonly Aspect[]

const byId = new Map<string, AspectSpec>(aspects.map((aspect) => [aspect.id, aspect]))

export function aspectSpec(id: Aspect): AspectSpec {
  const spec = byId.get(id)
  if (spec === undefined) throw new RangeError(`Expected the id of an aspect but received ${id}`)
  return spec
}
