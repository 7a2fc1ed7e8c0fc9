import { createNamer, portableName } from './portableName.ts'

/** Folder of pictures without a class. */
const unlabelled = 'unlabelled'

/**
 * A folder name for every class: portable, and never shared, not even where case does not count ("Cat" and "cat") or
 * where signs that no file system takes were replaced ("a/b" and "a_b"). The same for the same set of classes.
 */
export function classFolders(classNames: Iterable<string | null>): (className: string | null) => string {
  const unique = createNamer()
  const names = new Set(classNames)
  const known = new Map<string | null, string>()
  const labelled = [...names].filter((name) => name !== null).sort((a, b) => (a < b ? -1 : 1))
  // Why one level: a class such as "cat/tabby" is one class, and ImageFolder takes every first folder for a class.
  for (const name of labelled) known.set(name, unique(portableName(name.replaceAll('/', '_'))))
  if (names.has(null)) known.set(null, unique(unlabelled))
  return (className) => known.get(className) ?? unlabelled
}
