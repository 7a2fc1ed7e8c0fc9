import { type DomainProfile, limitsFrom } from '../policy/profile.ts'

export const gesture = {
  id: 'gesture',
  title: 'Gestures and actions with a left and a right',
  summary: 'Hands, signs and movements whose label says left or right.',
  picture: 'gesture',
  limits: limitsFrom({
    rotation: [10, 'People stand upright; turned further, a hand that points left points up.'],
    mirror: [
      0,
      'A gesture to the left is one to the right in the mirror; name the pairs and their labels change places.',
      'mmaction2 issue 590'
    ],
    shear: [8, 'A slight slant looks like another point of view; a stronger one bends arms and fingers.'],
    scale: [0.3, 'People stand nearer or farther, but the hands have to stay in the picture.'],
    stretch: [0.12, 'People are wider or narrower, but only by a little.'],
    shift: [0.12, 'People need not stand in the exact middle, but no hand may leave the picture.'],
    perspective: [0.08, 'Another point of view is natural as long as directions stay what they are.'],
    warp: [0.01, 'Fingers are thin, so bending makes another gesture.'],
    tone: [0.4, 'Rooms are lit differently, as long as the hands stand out.'],
    colour: [0.6, 'Clothes and light come in all colours, which say nothing about the gesture.'],
    hue: [
      15,
      'Light tints a picture; colour says nothing about the gesture, but skin should stay believable.'
    ],
    grey: [1, 'A gesture reads the same without colour.'],
    invert: [0, 'Nobody looks like a photographic negative.'],
    blur: [2, 'Moving hands are blurred; a stronger blur joins the fingers.'],
    crop: [0.15, 'Some of the room may go, but hands at the edge of the picture are what matters.'],
    occlusion: [0.1, 'A small part may be hidden, but a covered hand makes another gesture.'],
    noise: [0.08, 'Cameras in dim rooms are grainy.'],
    detail: [0.4, 'Videos are shrunk and compressed, as long as fingers can be counted.'],
    weather: [0, 'Gestures are filmed indoors, and rain or fog would hide the hands.'],
    arrange: [0, 'A hand in another place points somewhere else.'],
    mix: [0, 'Two people laid over each other make both gestures, or a third one.']
  }),
  classRules: [],
  labelSwaps: [
    ['left', 'right'],
    ['swipe left', 'swipe right'],
    ['point left', 'point right'],
    ['wave left', 'wave right'],
    ['turn left', 'turn right'],
    ['left hand', 'right hand'],
    ['thumb left', 'thumb right'],
    ['hand left', 'hand right']
  ]
} as const satisfies DomainProfile
