import { voc } from '../../../../electron/sources/voc.ts'
import { type Found, foundBy } from '../../../fixtures/foundBy.ts'

export const found = foundBy(voc)

export const classesOf = ({ all }: Found): readonly string[] =>
  all.flatMap((one) => (one.kind === 'class' ? [one.name] : []))

/** An element `object` with a box. */
export const object = (
  name: string,
  [xmin, ymin, xmax, ymax]: readonly (number | string)[],
  more = ''
): string =>
  `<object><name>${name}</name>${more}<bndbox><xmin>${xmin}</xmin><ymin>${ymin}</ymin><xmax>${xmax}</xmax><ymax>${ymax}</ymax></bndbox></object>`
export const xml = (filename: string, objects = '', more = ''): string =>
  `<annotation><folder>VOC</folder><filename>${filename}</filename>${more}${objects}</annotation>`
