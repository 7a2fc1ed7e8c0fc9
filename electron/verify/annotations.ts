import { coordinatesOf, hullOf } from '../../shared/annotations/bounds.ts'
import type { Box, PictureAnnotations } from '../../shared/annotations/types.ts'
import type { Size } from '../../shared/raster.ts'
import type { Findings } from './findings.ts'

/**
 * How far an annotation may reach over the edge of its picture. Why at all: formats with whole numbers or few decimals
 * round. Unit: pixels.
 */
const tolerancePx = 1

/** Annotations lie inside their picture, and masks have its size. */
export function checkInside(
  file: string,
  { objects }: PictureAnnotations,
  { size, findings }: { size: Size; findings: Findings }
): void {
  for (const [index, annotation] of objects.entries()) {
    const name = `${annotation.kind} ${index + 1}${annotation.className === null ? '' : ` (${annotation.className})`}`
    if (annotation.kind === 'mask') {
      const { width, height } = annotation.mask
      if (width !== size.width || height !== size.height)
        findings.add(
          'outside',
          file,
          `The ${name} has ${width} x ${height} pixels, the picture ${size.width} x ${size.height}.`
        )
      continue
    }
    const hull = hullOf(coordinatesOf(annotation, size))
    if (hull === undefined || isWithin(hull, size)) continue
    const numbers = [hull.x, hull.y, hull.x + hull.width, hull.y + hull.height]
    findings.add(
      'outside',
      file,
      `The ${name} reaches from ${numbers.map((value) => Math.round(value * 100) / 100).join(', ')} ` +
        `(left, top, right, bottom) over the edge of ${size.width} x ${size.height} pixels.`
    )
  }
}

const isWithin = ({ x, y, width, height }: Box, size: Size): boolean =>
  x >= -tolerancePx &&
  y >= -tolerancePx &&
  x + width <= size.width + tolerancePx &&
  y + height <= size.height + tolerancePx

/** Every class of an object must be one that the set declares, where it declares any. */
export function checkDeclared(
  file: string,
  { objects }: PictureAnnotations,
  { declared, findings }: { declared: ReadonlySet<string>; findings: Findings }
): void {
  if (declared.size === 0) return
  const unknown = new Set(
    objects.flatMap(({ className }) => (className === null || declared.has(className) ? [] : [className]))
  )
  for (const name of unknown)
    findings.add('classes', file, `It holds the class ${JSON.stringify(name)}, which is not declared.`)
}
