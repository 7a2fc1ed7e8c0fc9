import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire'

/** The values of one key: bytes, floats or whole numbers. */
export type Feature =
  | { readonly kind: 'bytes'; readonly values: readonly Uint8Array[] }
  | { readonly kind: 'floats'; readonly values: readonly number[] }
  | { readonly kind: 'integers'; readonly values: readonly number[] }

/** A tf.train.Example (tensorflow/core/example/example.proto and feature.proto): values by their keys. */
export type Example = ReadonlyMap<string, Feature>

const kinds = { bytes: 1, floats: 2, integers: 3 } as const

/** Writes an example; keys in code unit order, so that the same values make the same bytes. */
export function encodeExample(example: Example): Uint8Array {
  const writer = new BinaryWriter()
  writer.uint32(tag(1, WireType.LengthDelimited)).fork()
  for (const [key, feature] of [...example].sort(([a], [b]) => (a < b ? -1 : 1))) {
    writer.uint32(tag(1, WireType.LengthDelimited)).fork()
    writer.uint32(tag(1, WireType.LengthDelimited)).string(key)
    writer.uint32(tag(2, WireType.LengthDelimited)).fork()
    writeFeature(writer, feature)
    writer.join().join()
  }
  return writer.join().finish()
}

const tag = (field: number, type: WireType): number => (field << 3) | type

function writeFeature(writer: BinaryWriter, { kind, values }: Feature): void {
  writer.uint32(tag(kinds[kind], WireType.LengthDelimited)).fork()
  if (kind === 'bytes') {
    for (const value of values) writer.uint32(tag(1, WireType.LengthDelimited)).bytes(value)
  } else if (values.length > 0) {
    writer.uint32(tag(1, WireType.LengthDelimited)).fork()
    for (const value of values) {
      if (kind === 'floats') writer.float(value)
      else writer.int64(value)
    }
    writer.join()
  }
  writer.join()
}

/** Reads an example. Throws an Error when the bytes are none; fields that are not known are passed over. */
export function decodeExample(bytes: Uint8Array): Example {
  const example = new Map<string, Feature>()
  for (const features of fieldsOf(bytes, 1)) {
    for (const entry of fieldsOf(features, 1)) {
      const [key] = fieldsOf(entry, 1)
      const [feature] = fieldsOf(entry, 2)
      if (key !== undefined)
        example.set(new TextDecoder().decode(key), featureOf(feature ?? new Uint8Array()))
    }
  }
  return example
}

/** The contents of all fields of a number that have a length. */
function fieldsOf(bytes: Uint8Array, wanted: number): readonly Uint8Array[] {
  const reader = new BinaryReader(bytes)
  const found: Uint8Array[] = []
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag()
    if (field === wanted && type === WireType.LengthDelimited) found.push(reader.bytes())
    else reader.skip(type, field)
  }
  return found
}

function featureOf(bytes: Uint8Array): Feature {
  const [texts] = fieldsOf(bytes, kinds.bytes)
  if (texts !== undefined) return { kind: 'bytes', values: fieldsOf(texts, 1) }
  const [floats] = fieldsOf(bytes, kinds.floats)
  if (floats !== undefined) return { kind: 'floats', values: numbersOf(floats, (reader) => reader.float()) }
  const [integers = new Uint8Array()] = fieldsOf(bytes, kinds.integers)
  return { kind: 'integers', values: numbersOf(integers, (reader) => Number(reader.int64())) }
}

/** Numbers one after the other in one field, or each in a field of its own: both are valid. */
function numbersOf(bytes: Uint8Array, read: (reader: BinaryReader) => number): readonly number[] {
  const reader = new BinaryReader(bytes)
  const values: number[] = []
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag()
    if (field !== 1) reader.skip(type, field)
    else if (type !== WireType.LengthDelimited) values.push(read(reader))
    else {
      const packed = new BinaryReader(reader.bytes())
      while (packed.pos < packed.len) values.push(read(packed))
    }
  }
  return values
}
