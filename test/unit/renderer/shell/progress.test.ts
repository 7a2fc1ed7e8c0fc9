import { expect, it } from 'vitest'
import { durationInWords, percentDone, progressInWords } from '../../../../renderer/shell/progress.ts'
import { stepOfHash } from '../../../../renderer/shell/steps.ts'
import type { JobRow } from '../../../../shared/api/types.ts'

const job: JobRow = {
  id: 1,
  kind: 'import',
  title: 'Import faces',
  state: 'running',
  done: 1200,
  total: 5000,
  failures: 0,
  perSecond: 340.4,
  etaSeconds: 11.2,
  startedAt: null,
  finishedAt: null,
  result: null,
  error: null
}

it('rounds what is left up', () => {
  expect([0.2, 11.2, 61, 3600, 7500].map(durationInWords)).toEqual([
    '1 s',
    '12 s',
    '2 min',
    '1 h 0 min',
    '2 h 5 min'
  ])
})

it('tells as much of the progress as is known', () => {
  expect(progressInWords(job)).toBe('1,200 of 5,000, 340 a second, 12 s left')
  expect(progressInWords({ ...job, total: null, perSecond: null, etaSeconds: null, failures: 3 })).toBe(
    '1,200, 3 could not be used'
  )
})

it('has no percentage while the total is unknown', () => {
  expect(percentDone(job)).toBe(24)
  expect(percentDone({ ...job, total: null })).toBeUndefined()
})

it('begins with the first step when the address names none', () => {
  expect(stepOfHash('#review')).toBe('review')
  expect(stepOfHash('')).toBe('import')
})
