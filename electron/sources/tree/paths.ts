/** Paths that files of annotations name, as names of a tree. */

/** Whether it begins at the root of a file system, of Windows too. */
export const isAbsolutePath = (path: string): boolean => /^(?:[/\\]|[a-z]:[/\\])/i.test(path)

/** A path seen from a folder of the tree ('' is its root), without `.` and `..`; undefined when it leaves the tree. */
export function within(folder: string, path: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/')
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return undefined
  }
  return parts.join('/')
}

/** The last parts of a path, the longest first: how a path of another machine is found again. */
export function endingsOf(path: string): readonly string[] {
  const parts = path
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..' && !/^[a-z]:$/i.test(part))
  return parts.map((_, at) => parts.slice(at).join('/'))
}

/** The folder of a file; '' for one at the root. */
export const folderOf = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('/')))

/** The name without its ending. */
export const withoutExtension = (name: string): string => name.replace(/\.[^./]*$/, '')

/** The name without its folders. */
export const baseOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1)
