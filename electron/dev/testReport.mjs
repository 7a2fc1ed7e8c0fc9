/** Reads what vitest and Playwright wrote as JSON, and adds it up. */

/** The counts in vitest's JSON report. A file that could not even be loaded counts as one failed test. */
export function countVitest(report) {
  const broken = report.testResults.filter((file) => {
    return file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed')
  })
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests
  }
}

/** The counts in Playwright's JSON report. Errors outside any test count as failed tests. */
export function countPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats
  return { passed: expected, failed: unexpected + flaky + (report.errors?.length ?? 0), skipped }
}

/**
 * The sum over all stages. A stage that failed without naming a failed test (a lint error, a crash) adds one,
 * so "0 failed" always means that everything is well.
 */
export function addUp(stages) {
  let passed = 0
  let failed = 0
  for (const { ok, counts } of stages) {
    passed += counts?.passed ?? 0
    failed += counts?.failed ?? 0
    if (!ok && !counts?.failed) failed += 1
  }
  return { passed, failed }
}
