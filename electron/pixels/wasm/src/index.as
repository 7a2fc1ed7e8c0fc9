// AssemblyScript. What the module exports.
export { bilinearSource, bilinearAffine, bilinearListed } from './bilinear'
export { nearestAffine, nearestListed } from './nearest'
export { tapsSource, tapsAffine, tapsListed } from './taps'
export { lookUp, mix } from './point'
export { filter } from './blur'
export { shrinkTables, shrinkRow } from './shrink'

/** The first address that is free for pictures. */
export function heapBase(): usize {
  return __heap_base
}
