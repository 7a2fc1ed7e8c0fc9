import type { FileMetaData, SchemaElement } from 'hyparquet'

/**
 * What a Parquet file would say of itself without one of its columns: a way to read a struct without its largest part.
 * `leaf` is the path to it. A group that has nothing else goes as well.
 */
export function withoutLeaf(metadata: FileMetaData, leaf: readonly string[]): FileMetaData {
  const wanted = leaf.join('.')
  const { kept } = prune(metadata.schema, 0, { path: [], wanted })
  return {
    ...metadata,
    schema: [...kept],
    row_groups: metadata.row_groups.map((group) => ({
      ...group,
      columns: group.columns.filter(({ meta_data }) => meta_data?.path_in_schema.join('.') !== wanted)
    }))
  }
}

interface Pruned {
  readonly kept: readonly SchemaElement[]
  /** Where the next element of the flat list is. */
  readonly next: number
}

/** The schema is a flat list, depth first; `num_children` says how many follow below each. */
function prune(
  schema: readonly SchemaElement[],
  at: number,
  { path, wanted }: { readonly path: readonly string[]; readonly wanted: string }
): Pruned {
  const element = schema[at]
  if (element === undefined) return { kept: [], next: at + 1 }
  const below: SchemaElement[][] = []
  let next = at + 1
  for (let child = 0; child < (element.num_children ?? 0); child++) {
    const name = schema[next]?.name ?? ''
    const found = prune(schema, next, { path: [...path, name], wanted })
    if (found.kept.length > 0) below.push([...found.kept])
    next = found.next
  }
  if (path.join('.') === wanted && path.length > 0) return { kept: [], next }
  if (element.num_children === undefined || element.num_children === 0) return { kept: [element], next }
  if (below.length === 0 && path.length > 0) return { kept: [], next }
  return { kept: [{ ...element, num_children: below.length }, ...below.flat()], next }
}
