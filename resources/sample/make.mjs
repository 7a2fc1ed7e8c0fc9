/**
 * Draws the bundled sample data set: `characters/<class>/<name>.png|jpg`, 256 x 256 pixels, opaque.
 *
 * Run with Node 24: `node resources/sample/make.mjs`. The same packages give the same pixels, because every
 * choice follows from the character's name. Only styles whose artwork is CC0 1.0 are used (see LICENCE.md).
 */
import { createAvatar } from '@dicebear/core'
import { lorelei, notionists, openPeeps, pixelArt } from '@dicebear/collection'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'

const SIDE = 256
const OUT = join(import.meta.dirname, 'characters')

const PASTELS = [
  'dbe8d8',
  'f6dfd3',
  'd6e6f2',
  'efe3f5',
  'fbf0cf',
  'd3ece8',
  'f5d9e0',
  'e4e4ea',
  'e9efc9',
  'd9dcf5'
]
const SKINS = ['ffdbb4', 'edb98a', 'd08b5b', 'ae5d29', '8d5a3b', 'f2c9a1']
const HAIRS = [
  '2c1b18',
  '4a312c',
  '724133',
  'a55728',
  'b58143',
  'd6b370',
  '6b2d5c',
  '2f6f73',
  'c93305',
  '3b4a8c'
]
const CALM_FACES = [
  'awe',
  'calm',
  'cheeky',
  'cute',
  'driven',
  'eatingHappy',
  'explaining',
  'eyesClosed',
  'lovingGrin1',
  'lovingGrin2',
  'serious',
  'smile',
  'smileBig',
  'smileLOL',
  'smileTeethGap',
  'solemn',
  'suspicious',
  'tired'
]

/**
 * The hair of each class, so that the label is true by construction. Only
 * `pixel` draws a head without hair when none is named; the other styles have bald heads among their hairs.
 */
const CLASSES = {
  bald: {
    names: `abel bruno casper dario edgar fabian gustav hector ivo jonas kofi lars milo nils oskar pablo quentin
      rafael stefan tomas`,
    looks: [
      'peeps:noHair1',
      'pixel:',
      'peeps:noHair2',
      'lorelei:variant25',
      'peeps:noHair3',
      'pixel:',
      'peeps:noHair1'
    ]
  },
  curly: {
    names: `ada bella clara dina elif fatima gaia hana ines jamila kezia lena mara nadia olga paula rosa selma tara
      uma vera wanda xenia yara`,
    looks: [
      'peeps:afro',
      'lorelei:variant24',
      'peeps:longCurly',
      'notion:variant20',
      'peeps:longAfro',
      'lorelei:variant05',
      'peeps:afro',
      'notion:variant22',
      'lorelei:variant39',
      'notion:variant09'
    ]
  },
  long: {
    names: `alma brigit chiara dora emma freya greta heidi isla jana karin linnea mina nora odile pia romy sofia
      thea ulla viola wilma ylva zoe amara bianca celia daria`,
    looks: [
      'peeps:long',
      'pixel:long13',
      'lorelei:variant40',
      'peeps:longBangs',
      'notion:variant41',
      'pixel:long08',
      'lorelei:variant15',
      'peeps:mediumStraight',
      'notion:variant46',
      'pixel:long12',
      'lorelei:variant21',
      'peeps:medium3',
      'pixel:long07',
      'lorelei:variant23'
    ]
  },
  mohawk: {
    names: 'ace blaze dash echo flint jett kit nova onyx pepper rio spike',
    looks: [
      'peeps:mohawk',
      'peeps:mohawk2',
      'lorelei:variant27',
      'pixel:short21',
      'peeps:mohawk',
      'notion:variant51',
      'peeps:mohawk2',
      'pixel:short05'
    ]
  }
}

/** One function a style: what the style must be told so that hair is `hair` and nothing hides it. */
const STYLES = {
  peeps: (hair, pick) => [
    openPeeps,
    {
      head: [hair],
      face: CALM_FACES,
      headContrastColor: [pick(HAIRS)],
      skinColor: [pick(SKINS)],
      maskProbability: 0,
      facialHair: [
        'chin',
        'full',
        'full2',
        'full3',
        'goatee1',
        'moustache1',
        'moustache2',
        'moustache4',
        'moustache9'
      ],
      facialHairProbability: hair.startsWith('noHair') ? 45 : 0,
      accessoriesProbability: 25
    }
  ],
  lorelei: (hair, pick) => [
    lorelei,
    {
      hair: [hair],
      hairColor: [pick(HAIRS)],
      skinColor: [pick(SKINS)],
      beardProbability: 0,
      hairAccessoriesProbability: 0
    }
  ],
  notion: (hair) => [
    notionists,
    { hair: [hair], beardProbability: 0, gestureProbability: 15, bodyIconProbability: 25 }
  ],
  pixel: (hair, pick) => [
    pixelArt,
    {
      hair: hair ? [hair] : [],
      hairColor: [pick(HAIRS)],
      skinColor: [pick(SKINS)],
      beardProbability: hair ? 0 : 25,
      hatProbability: 0,
      accessoriesProbability: 10
    }
  ]
}

/** Smallest scale in per cent of the style's own framing, where that framing is too tight or too loose. */
const FRAME = { notion: 112, lorelei: 98, 'peeps:longAfro': 80, 'lorelei:variant27': 84 }

/** A small string hash (FNV-1a, 32 bits): the only source of variety, so nothing depends on chance. */
const hash = (text) => {
  let h = 0x811c9dc5
  for (const char of text) h = Math.imul(h ^ char.codePointAt(0), 0x01000193) >>> 0
  return h
}

const draw = (name, look, index) => {
  const [style, hair] = look.split(':')
  let turn = 0
  const pick = (list) => list[hash(`${name}/${(turn += 1)}`) % list.length]
  const [art, options] = STYLES[style](hair, pick)
  return createAvatar(art, {
    ...options,
    seed: name,
    size: SIDE,
    backgroundColor: [PASTELS[(hash(name) + index) % PASTELS.length]],
    // Why: real collections are not framed to the pixel; the widest hair needs room, the smallest figures less.
    scale: (FRAME[look] ?? FRAME[style] ?? 90) + (hash(`${name}/scale`) % 9)
  }).toString()
}

const save = (svg, path, asJpeg) => {
  const image = sharp(Buffer.from(svg)).resize(SIDE, SIDE).flatten({ background: '#ffffff' }).removeAlpha()
  return asJpeg
    ? image.jpeg({ quality: 90, chromaSubsampling: '4:4:4' }).toFile(`${path}.jpg`)
    : image.png({ compressionLevel: 9 }).toFile(`${path}.png`)
}

await rm(OUT, { recursive: true, force: true })
for (const [label, { names, looks }] of Object.entries(CLASSES)) {
  const folder = join(OUT, label)
  await mkdir(folder, { recursive: true })
  for (const [index, name] of names.split(/\s+/).entries()) {
    const svg = draw(name, looks[index % looks.length], index)
    // Why: a third is JPEG, so that both decoders are met by whoever tries the sample.
    await save(svg, join(folder, name), hash(`${name}/format`) % 3 === 0)
  }
}
