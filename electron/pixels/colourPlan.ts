import { CultivarError } from '../../shared/errors.ts'
import { isSrgbName, profileName } from './icc.ts'

/** The parts of a picture's header that decide how it is decoded, under libvips' names. */
export interface PictureHeader {
  readonly space?: string | undefined
  readonly channels?: number | undefined
  readonly depth?: string | undefined
  readonly bitsPerSample?: number | undefined
  readonly isPalette?: boolean | undefined
  readonly pages?: number | undefined
  readonly orientation?: number | undefined
  readonly icc?: Uint8Array | undefined
}

/** How to decode one picture. */
export interface ColourPlan {
  readonly space: 'b-w' | 'grey16' | 'srgb' | 'rgb16'
  /** The samples are taken as stored, whatever profile is embedded. */
  readonly ignoresProfile: boolean
  /** 16 bit pictures with a profile pass through Display P3 inside sharp and need a second step to sRGB. */
  readonly needsSrgbStep: boolean
  readonly isGrey: boolean
  /** Bits that carry information when the samples are 16 bit wide. */
  readonly significantBits: number
  readonly notes: readonly string[]
}

const spaces: Readonly<Record<string, string>> = {
  cmyk: 'CMYK',
  lab: 'CIELAB',
  labs: 'CIELAB',
  labq: 'CIELAB'
}

/** Throws `unsupported-format` for floating point, signed and many-band pictures. docs/images.md is the policy. */
export function planColour(header: PictureHeader, file: string): ColourPlan {
  const { space = '', channels = 3, depth = 'uchar', isPalette = false } = header
  const isGrey = (space === 'b-w' || space === 'grey16') && !isPalette
  const converted = spaces[space]
  checkSamples(header, converted !== undefined, file)
  const is16 = depth === 'ushort' && converted === undefined
  const name = header.icc === undefined ? '' : profileName(header.icc)
  const ignoresProfile = converted === undefined && (header.icc === undefined || isGrey || isSrgbName(name))
  const hasOneChannel = isGrey && channels === 1
  return {
    space: hasOneChannel ? (is16 ? 'grey16' : 'b-w') : is16 ? 'rgb16' : 'srgb',
    ignoresProfile,
    needsSrgbStep: is16 && !ignoresProfile,
    isGrey,
    significantBits: is16 ? Math.min(16, header.bitsPerSample ?? 16) : 8,
    notes: [...shapeNotes(header, isGrey), ...colourNotes(header, name, isGrey)]
  }
}

function checkSamples(header: PictureHeader, isConverted: boolean, file: string): void {
  const { depth = 'uchar', channels = 3, space = '' } = header
  const isKnownDepth =
    depth === 'uchar' || depth === 'ushort' || (isConverted && ['short', 'float'].includes(depth))
  const most = space === 'cmyk' ? 5 : space === 'b-w' || space === 'grey16' ? 2 : 4
  if (isKnownDepth && channels <= most && space !== 'multiband') return
  const what = isKnownDepth ? `${channels} channels` : `samples of the type "${depth}"`
  throw new CultivarError('unsupported-format', `Pictures with ${what} are not read.`, {
    file,
    remedy: 'Save it as 8 or 16 bit grey or RGB.'
  })
}

function shapeNotes(header: PictureHeader, isGrey: boolean): string[] {
  const { orientation = 1, pages = 1, isPalette = false, bitsPerSample = 8 } = header
  const notes: string[] = []
  if (orientation > 1 && orientation <= 8)
    notes.push(`Turned upright by its EXIF orientation (${orientation}).`)
  if (pages > 1) notes.push(`First of ${pages} frames.`)
  if (isPalette) notes.push('The palette was expanded to RGB.')
  else if (isGrey && bitsPerSample === 1) notes.push('Black and white became 8 bit grey.')
  if (bitsPerSample > 8 && bitsPerSample < 16)
    notes.push(`${bitsPerSample} bit samples were widened to 16 bit.`)
  return notes
}

function colourNotes(header: PictureHeader, name: string, isGrey: boolean): string[] {
  const converted = spaces[header.space ?? '']
  if (converted !== undefined) return [`Converted from ${converted} to sRGB.`]
  if (header.icc === undefined || isSrgbName(name)) return []
  const profile = name === '' ? 'colour profile' : `colour profile (${name})`
  if (isGrey) return [`The embedded ${profile} was not applied: grey values stay as stored.`]
  return [`Converted from the embedded ${profile} to sRGB.`]
}
