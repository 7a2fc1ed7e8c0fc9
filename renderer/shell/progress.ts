import type { JobRow } from '../../shared/api/types.ts'

/** "8 s", "3 min", "2 h 5 min"; rounded up, so that it does not promise too much. */
export function durationInWords(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.ceil(seconds))} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/** "1,200 of 5,000, 340 a second, 12 s left": as much of it as is known. */
export function progressInWords({ done, total, perSecond, etaSeconds, failures }: JobRow): string {
  const number = (value: number): string => value.toLocaleString('en')
  const parts = [total === null ? number(done) : `${number(done)} of ${number(total)}`]
  if (perSecond !== null)
    parts.push(`${number(perSecond < 10 ? Math.round(perSecond * 10) / 10 : Math.round(perSecond))} a second`)
  if (etaSeconds !== null) parts.push(`${durationInWords(etaSeconds)} left`)
  if (failures > 0) parts.push(`${number(failures)} could not be used`)
  return parts.join(', ')
}

/** 0..100, or undefined while the total is not known. */
export function percentDone({ done, total }: JobRow): number | undefined {
  return total === null || total === 0 ? undefined : Math.min(100, (done / total) * 100)
}
