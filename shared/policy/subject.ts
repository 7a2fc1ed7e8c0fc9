import type { PictureAnnotations } from '../annotations/types.ts'
import { type LabelKind, labelKinds } from './labelKinds.ts'
import type { Subject } from './limits.ts'
import { type DomainProfile, sameLabel } from './profile.ts'

/**
 * What the labels of one picture add to its domain: its class first, then its other labels and the classes of what is
 * marked in it; and the kinds of all that.
 */
export function subjectOf(className: string | null, marks?: PictureAnnotations): Subject {
  const own = className === null ? [] : [className]
  if (marks === undefined) return { classNames: own, labelKinds: ['class'] }
  const { objects, labels = [], captions = [] } = marks
  const marked = objects.flatMap((one) => (one.className === null ? [] : [one.className]))
  const kinds = new Set<LabelKind>(['class', ...objects.map(({ kind }) => kind)])
  if (captions.length > 0) kinds.add('caption')
  return {
    classNames: [...new Set([...own, ...labels, ...marked])],
    labelKinds: labelKinds.filter((kind) => kinds.has(kind))
  }
}

/**
 * The same subject with as few class names as say the same to a profile: the first, those that it has rules or swaps for,
 * and one of all others. Why: a set has far more sets of classes in its pictures than a profile tells apart.
 */
export function plainSubject(
  { classNames, labelKinds: kinds }: Subject,
  { classRules, labelSwaps }: Pick<DomainProfile, 'classRules' | 'labelSwaps'>
): Subject {
  const [first, ...others] = classNames
  if (first === undefined || others.length === 0) return { classNames, labelKinds: kinds }
  const told = [...classRules.flatMap(({ classes }) => classes), ...labelSwaps.flat()]
  const isTold = (name: string): boolean => told.some((one) => sameLabel(one, name))
  const other = others.filter((name) => !isTold(name)).toSorted()[0]
  const names = [first, ...others.filter(isTold).toSorted(), ...(other === undefined ? [] : [''])]
  return { classNames: names, labelKinds: kinds }
}
