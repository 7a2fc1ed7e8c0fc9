import { CultivarError, type ErrorCode } from '../../shared/errors.ts'
import type { PictureFormat } from './sniff.ts'
import { endsEarly } from './truncation.ts'

/** libvips' text as one clean line: no control characters, no seek noise, at most 160 characters. */
export function cleanMessage(message: string): string {
  const lines = message
    .split('\n')
    .filter((line) => line.trim() !== '' && !/bad seek to|Warning treated as error/.test(line))
    .map((line) => line.replace(/^(Input buffer has corrupt header:|Input buffer)\s*/, ''))
  // Why format characters too: they can reverse the order in which a name or message is shown.
  const line = (lines[0] ?? '').replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ')
  return line.replace(/\s+/g, ' ').trim().slice(0, 160)
}

const remedies = {
  'truncated-image': 'Copy or download the file again.',
  'corrupt-image': 'Replace the file by an intact copy, or save it again with a picture editor.',
  'image-too-large': 'Make the picture smaller, or cut it into tiles, and import it again.',
  'unsupported-format': 'Save the picture as PNG or JPEG.'
} as const satisfies Partial<Record<ErrorCode, string>>

type DecodeCode = keyof typeof remedies

function codeOf(bytes: Uint8Array, format: PictureFormat, message: string): DecodeCode {
  if (/timeout|pixel limit|too large|out of memory|unable to allocate|allocate enough/i.test(message)) {
    return 'image-too-large'
  }
  if (endsEarly(bytes, format, message)) return 'truncated-image'
  // Why the exception: our own sniffing already knows the format, so libvips' "unsupported" means a broken header.
  const isForeign = /unsupported|not supported|not configured|not implemented/i.test(message)
  return isForeign && !/unsupported image format/.test(message) ? 'unsupported-format' : 'corrupt-image'
}

/** Turns whatever a decoder threw into an error that names the file and the remedy. */
export function toDecodeError(
  error: unknown,
  picture: { readonly bytes: Uint8Array; readonly format: PictureFormat; readonly file: string }
): CultivarError {
  if (error instanceof CultivarError) return error
  const message = error instanceof Error ? error.message : String(error)
  const code = codeOf(picture.bytes, picture.format, message)
  const detail = cleanMessage(message)
  const sentences = {
    'truncated-image': 'The picture ends early: part of the file is missing',
    'corrupt-image': 'The picture is damaged',
    'image-too-large': 'The picture costs too much time or memory to decode',
    'unsupported-format': `This kind of ${picture.format.toUpperCase()} is not read`
  } as const
  const text = detail === '' ? `${sentences[code]}.` : `${sentences[code]} (${detail}).`
  return new CultivarError(code, text, { file: picture.file, remedy: remedies[code], cause: error })
}
