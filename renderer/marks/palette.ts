import type { KnownClass } from '../../shared/api/contract.ts'

/** How the marks of a class look. */
export interface ClassStyle {
  readonly colour: string
  /** Of the rim on both sides of every line, so that it is seen on light and on dark pictures. */
  readonly rim: string
  /** Lengths of dashes and gaps in CSS pixels; solid when absent. */
  readonly dashes?: readonly number[]
}

/**
 * Colours of classes by their place in the catalogue. Told apart with the usual kinds of colour vision, after Okabe and
 * Ito ("Color Universal Design", 2008), whose darker ones are made lighter here: lines have a dark rim.
 */
export const palette = [
  '#ea9400',
  '#7cccff',
  '#00a478',
  '#f7ec5a',
  '#e4572e',
  '#d983b8',
  '#4d74ff',
  '#ffffff'
] as const

/** When the colours are used up they come again with other lines. Unit: CSS pixels. */
const lines: readonly (readonly number[] | undefined)[] = [undefined, [6, 3], [2, 2.5]]

const darkRim = '#101210'
const lightRim = '#ffffff'

/** Of marks without a class. */
export const plainStyle: ClassStyle = { colour: '#c9ccc9', rim: darkRim, dashes: [4, 2] }

function channel(value: number): number {
  const share = value / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

/** Relative luminance as WCAG 2 defines it, 0 to 1. */
export function luminance([red, green, blue]: readonly [number, number, number]): number {
  return 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue)
}

/** Contrast of a colour to black and to white is the same at this luminance. */
const middle = 0.179

const paletteStyle = (index: number): ClassStyle => {
  const dashes = lines[Math.floor(index / palette.length) % lines.length]
  const colour = palette[index % palette.length] ?? palette[0]
  return { colour, rim: darkRim, ...(dashes === undefined ? {} : { dashes }) }
}

/** The style of the class at `index`; a colour that the data set gives goes first. */
export function classStyle(index: number, given?: readonly [number, number, number]): ClassStyle {
  if (given === undefined) return paletteStyle(index)
  const rim = luminance(given) > middle ? darkRim : lightRim
  return { colour: `rgb(${given.join(' ')})`, rim }
}

export type StyleOf = (className: string | null) => ClassStyle

export function stylesOf(classes: readonly KnownClass[]): StyleOf {
  const styles = new Map(classes.map(({ name, details }, index) => [name, classStyle(index, details.colour)]))
  return (className) => (className === null ? plainStyle : (styles.get(className) ?? plainStyle))
}
