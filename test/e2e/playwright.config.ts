import { defineConfig } from '@playwright/test'
import { resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const chromium = process.env['CULTIVAR_CHROMIUM']

// Why one worker and no retries: an application that passes only alone or only the second time is broken.
export default defineConfig({
  testDir: '.',
  outputDir: resolve(root, 'out/test-results/playwright'),
  workers: 1,
  retries: 0,
  timeout: 120_000,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list'], ['json', { outputFile: resolve(root, 'out/test-results/playwright.json') }]],
  projects: [
    { name: 'electron', testMatch: '**/*.electron.spec.ts' },
    {
      name: 'browser',
      testMatch: '**/*.browser.spec.ts',
      use: {
        browserName: 'chromium',
        ...(chromium === undefined ? { channel: 'chrome' } : {}),
        launchOptions: {
          ...(chromium === undefined ? {} : { executablePath: chromium }),
          // Why: Chromium refuses to run its sandbox for root, which is what containers give.
          chromiumSandbox: process.getuid?.() !== 0
        }
      }
    }
  ]
})
