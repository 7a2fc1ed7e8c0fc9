import type { ParquetWriter } from 'hyparquet-writer'

export type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number]

/** Which columns there are besides the picture and its class. */
export interface ParquetColumns {
  readonly labels: boolean
  readonly captions: boolean
  readonly objects: boolean
}

const text = (name: string): SchemaElement => ({
  name,
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  logical_type: { type: 'STRING' },
  repetition_type: 'OPTIONAL'
})
const integer = (name: string): SchemaElement => ({ name, type: 'INT64', repetition_type: 'OPTIONAL' })

/** A list in the form that Arrow writes: group, repeated group `list`, `element` (LogicalTypes.md, Lists). */
const list = (name: string, ...element: readonly SchemaElement[]): readonly SchemaElement[] => [
  {
    name,
    repetition_type: 'OPTIONAL',
    converted_type: 'LIST',
    logical_type: { type: 'LIST' },
    num_children: 1
  },
  { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
  ...element
]

const group = (name: string, children: readonly (readonly SchemaElement[])[]): readonly SchemaElement[] => [
  { name, repetition_type: 'OPTIONAL', num_children: children.length },
  ...children.flat()
]

/** The schema, depth first: image {bytes, path}, label, and what else there is. */
export function parquetSchemaOf({ labels, captions, objects }: ParquetColumns): SchemaElement[] {
  const bytes: SchemaElement = { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' }
  const number: SchemaElement = { name: 'element', type: 'DOUBLE', repetition_type: 'OPTIONAL' }
  const children = [
    group('image', [[bytes], [text('path')]]),
    [integer('label')],
    ...(labels ? [list('labels', integer('element'))] : []),
    ...(captions ? [list('captions', text('element'))] : []),
    ...(objects
      ? [group('objects', [list('bbox', ...list('element', number)), list('category', integer('element'))])]
      : [])
  ]
  return [{ name: 'schema', num_children: children.length }, ...children.flat()]
}

/**
 * What the library `datasets` notes under "huggingface", so that it knows pictures and the names of classes.
 *
 * Why Sequence: all versions know it; later ones call it List.
 */
export function huggingfaceNote(
  names: readonly string[],
  { labels, captions, objects }: ParquetColumns
): string {
  const classLabel = { names, _type: 'ClassLabel' }
  const sequence = (feature: object, length?: number): object => ({
    feature,
    ...(length === undefined ? {} : { length }),
    _type: 'Sequence'
  })
  const features = {
    image: { _type: 'Image' },
    label: classLabel,
    ...(labels ? { labels: sequence(classLabel) } : {}),
    ...(captions ? { captions: sequence({ dtype: 'string', _type: 'Value' }) } : {}),
    ...(objects
      ? {
          objects: {
            bbox: sequence(sequence({ dtype: 'float64', _type: 'Value' }, 4)),
            category: sequence(classLabel)
          }
        }
      : {})
  }
  return JSON.stringify({ info: { features } })
}
