import { describe, expect, it } from 'vitest'
import {
  addUp,
  countPlaywright,
  countVitest,
  playwrightFailures,
  vitestFailures
} from '../../../../electron/dev/testReport.mjs'

const passedFile = { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] }
const failedFile = { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] }
const brokenFile = { status: 'failed', assertionResults: [] }

describe('countVitest', () => {
  it('counts a file that could not be loaded as one failed test', () => {
    const report = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 2, numTodoTests: 1 }
    const testResults = [passedFile, failedFile, brokenFile]
    // One failed assertion plus one broken file; two pending and one to do.
    expect(countVitest({ ...report, testResults })).toEqual({ passed: 3, failed: 2, skipped: 3 })
  })
})

describe('countPlaywright', () => {
  it('counts flaky tests and errors outside tests as failed', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }
    expect(countPlaywright({ stats, errors: [{}] })).toEqual({ passed: 5, failed: 3, skipped: 2 })
  })
})

describe('failures', () => {
  it('of vitest are named with the first lines of why, broken files too', () => {
    const failed = {
      status: 'failed',
      fullName: 'adds',
      failureMessages: ['expected 3\nto be 4\nat a\nat b']
    }
    const passed = { status: 'passed', fullName: 'is there' }
    const testResults = [
      { status: 'failed', name: 'a.test.ts', assertionResults: [passed, failed] },
      { status: 'failed', name: 'b.test.ts', message: 'no such module', assertionResults: [] }
    ]
    expect(vitestFailures({ testResults })).toEqual([
      'a.test.ts > adds: expected 3 to be 4 at a',
      'b.test.ts: no such module'
    ])
  })

  it('of Playwright are found in nested suites, flaky ones too', () => {
    const spec = (title: string, ok: boolean, status: string) => ({
      ok,
      title,
      file: 'x.spec.ts',
      tests: [{ status, results: [{ error: { message: `${title} broke` } }] }]
    })
    const inner = { specs: [spec('one', false, 'unexpected'), spec('two', true, 'expected')] }
    const suites = [{ suites: [inner], specs: [spec('three', true, 'flaky')] }]
    expect(playwrightFailures({ suites, errors: [{ message: 'no server' }] })).toEqual([
      'x.spec.ts > three: three broke',
      'x.spec.ts > one: one broke',
      'no server'
    ])
  })
})

describe('addUp', () => {
  it('sums the counts of all stages', () => {
    const first = { ok: true, counts: { passed: 10, failed: 0, skipped: 1 } }
    const second = { ok: false, counts: { passed: 2, failed: 3, skipped: 0 } }
    expect(addUp([first, second, { ok: true }])).toEqual({ passed: 12, failed: 3 })
  })

  it('says "0 failed" only when every stage is well', () => {
    expect(addUp([{ ok: false }])).toEqual({ passed: 0, failed: 1 })
    expect(addUp([{ ok: false, counts: { passed: 4, failed: 0, skipped: 0 } }])).toEqual({
      passed: 4,
      failed: 1
    })
  })
})
