import type { Findings } from './findings.ts'
import type { CheckedPicture } from './picture.ts'

/**
 * The classes of manifest.csv and those that the labels give must stand for each other one to one; they need not have
 * the same names, as folders cannot have all of them.
 */
export function checkClasses(pictures: Iterable<CheckedPicture>, findings: Findings): void {
  const readAs = new Map<string, string>()
  const meant = new Map<string, string>()
  for (const { file, className, row } of pictures) {
    if (row === undefined || row.className === '' || className === null) continue
    const before = readAs.get(row.className)
    const other = meant.get(className)
    if (before === undefined && other === undefined) {
      readAs.set(row.className, className)
      meant.set(className, row.className)
    } else if (before !== className || other !== row.className) {
      findings.add(
        'classes',
        file,
        `manifest.csv says ${JSON.stringify(row.className)}, the labels say ${JSON.stringify(className)}.`
      )
    }
  }
}
