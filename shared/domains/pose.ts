import { type DomainProfile, limitsFrom } from '../policy/profile.ts'

/** Points that come in pairs, by the names of COCO, MPII and the usual face and hand models. */
const paired = [
  'eye',
  'ear',
  'eyebrow',
  'cheek',
  'mouth',
  'shoulder',
  'elbow',
  'wrist',
  'hand',
  'hip',
  'knee',
  'ankle',
  'heel',
  'foot',
  'big toe',
  'small toe'
]

export const pose = {
  id: 'pose',
  title: 'Poses and landmarks',
  summary: 'Bodies, faces and hands with marked points, whose left and right have names.',
  picture: 'pose',
  limits: limitsFrom({
    rotation: [30, 'Bodies lean and bend, and the points turn with them; lying poses are rare.'],
    mirror: [1, 'A mirrored body is a natural body, and the points of its left and right change places.'],
    shear: [
      10,
      'A slight slant looks like another point of view; a stronger one makes limbs of the wrong length.'
    ],
    scale: [0.4, 'People are nearer or farther, but most of the points have to stay in the picture.'],
    stretch: [0.12, 'People are wider or narrower, but only by a little.'],
    shift: [
      0.15,
      'People need not stand in the exact middle, but most of the points have to stay in the picture.'
    ],
    perspective: [0.08, 'Another point of view is natural; a strong one makes limbs of the wrong length.'],
    warp: [0.01, 'Limbs are stiff between their joints, so they are hardly bent.'],
    tone: [0.4, 'Light changes from picture to picture, as long as limbs stand out.'],
    colour: [0.6, 'Clothes come in all colours, which say nothing about the pose.'],
    hue: [15, 'Light tints a picture; colour says nothing about the pose, but skin should stay believable.'],
    grey: [1, 'A pose reads the same without colour.'],
    invert: [0, 'Nobody looks like a photographic negative.'],
    blur: [2, 'Moving limbs are blurred; a stronger blur leaves no place for a point.'],
    crop: [0.3, 'Some points may be cut off, but enough have to stay to see how they hang together.'],
    occlusion: [0.2, 'Limbs hide each other, and a network has to guess the points behind.'],
    noise: [0.08, 'Cameras in dim rooms are grainy.'],
    detail: [0.4, 'Videos are shrunk and compressed, as long as joints can be placed.'],
    weather: [0.4, 'People are also outdoors in rain and mist, as long as their limbs can be made out.'],
    arrange: [0, 'A body whose limbs have changed places has no pose.'],
    mix: [0, 'Nobody can tell the points of two bodies laid over each other apart.']
  }),
  classRules: [],
  labelSwaps: [
    ['left', 'right'],
    ...paired.map((part) => [`left ${part}`, `right ${part}`] as const),
    ...paired.map((part) => [`left_${part.replace(' ', '_')}`, `right_${part.replace(' ', '_')}`] as const)
  ]
} as const satisfies DomainProfile
