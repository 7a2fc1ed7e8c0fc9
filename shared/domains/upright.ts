import { type DomainProfile, limitsFrom } from '../policy/profile.ts'

export const upright = {
  id: 'upright',
  title: 'Upright characters and portraits',
  summary: 'People, faces, cartoon characters and animals that are always seen with the head on top.',
  picture: 'upright',
  limits: limitsFrom({
    rotation: [
      15,
      'Heads belong on top: a tilted head is natural, a character lying down or upside down never occurs.',
      'Albumentations documentation advises ±15°; fastai uses ±10°'
    ],
    mirror: [
      1,
      'A character looks just as natural in the mirror, because the left and right sides are alike.'
    ],
    shear: [10, 'A slight slant still looks like the same character; a strong one deforms faces.'],
    scale: [0.3, 'Characters may be nearer or farther, but the face has to stay whole and recognisable.'],
    stretch: [
      0.12,
      'Wide or narrow faces are features of a person, so the proportions stay nearly as they are.'
    ],
    shift: [
      0.12,
      'The character need not stand in the exact middle, but the head must not leave the picture.'
    ],
    perspective: [0.08, 'A slightly different point of view is natural; a strong one deforms faces.'],
    warp: [0.015, 'Faces are read from small distances, so bending them like rubber makes other faces.'],
    tone: [0.35, 'Light changes from picture to picture, but features must not drown in white or black.'],
    colour: [0.4, 'Colours may be paler or stronger, as cameras differ; skin and hair must stay believable.'],
    hue: [
      10,
      'Skin and hair have typical colours: a small change passes for other light, green skin does not.'
    ],
    grey: [1, 'A character is recognised without its colours too; leave it out if your classes are colours.'],
    invert: [0, 'Nobody looks like a photographic negative: dark turns light and the face is lost.'],
    blur: [1.5, 'Slightly soft pictures are common; a strong blur wipes out the face.'],
    crop: [0.2, 'The edge of the picture may go, but the whole face has to stay in it.'],
    occlusion: [0.1, 'A small part may be hidden, as by a hand or a hat, but not the face.'],
    noise: [
      0.05,
      'Pictures taken in poor light are grainy; more grain wipes out the features of a face.',
      'Albumentations GaussNoise starts at 0.2, which destroys pictures'
    ],
    detail: [
      0.4,
      'Small and strongly compressed pictures are common, as long as eyes and mouth can be told apart.'
    ],
    weather: [0, 'Portraits and drawn characters know no rain or snow, and fog would hide the face.'],
    arrange: [0, 'A face with its mouth above its eyes is no face.'],
    mix: [0, 'Half of one face beside half of another shows nobody.']
  }),
  classRules: [],
  labelSwaps: [
    ['facing left', 'facing right'],
    ['looking left', 'looking right'],
    ['left profile', 'right profile']
  ]
} as const satisfies DomainProfile
