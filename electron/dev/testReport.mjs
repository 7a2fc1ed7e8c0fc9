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

/** The failed tests in vitest's JSON report, with their first line of explanation. */
export function vitestFailures(report) {
  return report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed')
    const broken =
      file.status === 'failed' && failed.length === 0 ? [`${file.name}: ${firstLine(file.message)}`] : []
    return [
      ...broken,
      ...failed.map((test) => `${file.name} > ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`)
    ]
  })
}

/** The failed and flaky tests in Playwright's JSON report. */
export function playwrightFailures(report) {
  const visit = (suite) => [
    ...(suite.specs ?? [])
      .filter((spec) => !spec.ok || spec.tests.some((test) => test.status === 'flaky'))
      .map((spec) => {
        const message = spec.tests.flatMap((test) =>
          test.results.flatMap((result) => result.error?.message ?? [])
        )[0]
        return `${spec.file} > ${spec.title}: ${firstLine(message)}`
      }),
    ...(suite.suites ?? []).flatMap(visit)
  ]
  return [...report.suites.flatMap(visit), ...(report.errors ?? []).map(({ message }) => firstLine(message))]
}

const firstLine = (text) =>
  String(text ?? 'no message')
    .split('\n')
    .slice(0, 3)
    .join(' ')
    .slice(0, 400)

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
