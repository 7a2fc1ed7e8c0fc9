export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly status: string
    readonly name: string
    readonly message?: string
    readonly assertionResults: readonly {
      readonly status: string
      readonly fullName: string
      readonly failureMessages?: readonly string[]
    }[]
  }[]
}

export interface PlaywrightReport {
  readonly stats: {
    readonly expected: number
    readonly unexpected: number
    readonly flaky: number
    readonly skipped: number
  }
  readonly errors?: readonly { readonly message: string }[]
  readonly suites: readonly PlaywrightSuite[]
}

export interface PlaywrightSuite {
  readonly specs?: readonly {
    readonly ok: boolean
    readonly file: string
    readonly title: string
    readonly tests: readonly {
      readonly status: string
      readonly results: readonly { readonly error?: { readonly message?: string } }[]
    }[]
  }[]
  readonly suites?: readonly PlaywrightSuite[]
}

export function countVitest(
  report: Omit<VitestReport, 'testResults'> & {
    readonly testResults: readonly {
      readonly status: string
      readonly assertionResults: readonly { readonly status: string }[]
    }[]
  }
): Counts
export function countPlaywright(
  report: Omit<PlaywrightReport, 'suites' | 'errors'> & { readonly errors?: readonly unknown[] }
): Counts
/** One line for each failed test: where, which, and how it failed. */
export function vitestFailures(report: Pick<VitestReport, 'testResults'>): readonly string[]
export function playwrightFailures(report: Pick<PlaywrightReport, 'suites' | 'errors'>): readonly string[]
export function addUp(stages: readonly { readonly ok: boolean; readonly counts?: Counts }[]): {
  passed: number
  failed: number
}
