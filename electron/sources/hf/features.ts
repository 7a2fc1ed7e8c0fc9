/** Names of the classes of a column of numbers; undefined where it holds something else. */
export type ClassNames = (column: string, inner?: string) => readonly string[] | undefined

/**
 * Reads the features that the library `datasets` notes in Parquet files under "huggingface", and finds ClassLabels in
 * them: of a column, or of a field inside its lists and structs.
 */
export function classNamesIn(noted: string | undefined): ClassNames {
  const features = featuresOf(noted)
  return (column, inner) => {
    const feature = features?.[column]
    return inner === undefined ? namesIn(feature, 0) : fieldIn(feature, inner, 0)
  }
}

type Feature = Readonly<Record<string, unknown>>

/** Deeper than any list of lists; hostile input must not end the program. */
const deepest = 8

const isFeature = (value: unknown): value is Feature =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function featuresOf(noted: string | undefined): Feature | undefined {
  if (noted === undefined) return undefined
  try {
    const document = JSON.parse(noted) as unknown
    const info = isFeature(document) ? document['info'] : undefined
    const features = isFeature(info) ? info['features'] : undefined
    return isFeature(features) ? features : undefined
  } catch {
    return undefined
  }
}

/** The names of a ClassLabel, also of one in a list. */
function namesIn(feature: unknown, depth: number): readonly string[] | undefined {
  if (!isFeature(feature) || depth > deepest) return undefined
  const { _type: type, names, feature: inner } = feature
  if (type === 'ClassLabel' && Array.isArray(names)) return names.map(String)
  return namesIn(inner, depth + 1)
}

function fieldIn(feature: unknown, name: string, depth: number): readonly string[] | undefined {
  if (Array.isArray(feature)) return fieldIn(feature[0], name, depth + 1)
  if (!isFeature(feature) || depth > deepest) return undefined
  return namesIn(feature[name], depth + 1) ?? fieldIn(feature['feature'], name, depth + 1)
}
