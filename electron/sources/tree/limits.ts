import { CultivarError } from '../../../shared/errors.ts'

/** Unit: bytes of a file of annotations that is read whole; longer ones are read piece by piece. */
export const maxTextBytes = 64 * 1024 * 1024

export function tooLong(file: string, bytes: number, limitBytes: number): CultivarError {
  const megabytes = (n: number): number => Math.ceil(n / 1024 / 1024)
  return new CultivarError(
    'image-too-large',
    `The file has ${megabytes(bytes)} MB; the limit is ${megabytes(limitBytes)} MB.`,
    { file, remedy: 'Leave it out, or split it into smaller ones.' }
  )
}
