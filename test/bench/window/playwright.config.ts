import { defineConfig } from '@playwright/test'
import { resolve } from 'node:path'

export default defineConfig({
  testDir: '.',
  testMatch: '*.measure.ts',
  outputDir: resolve(import.meta.dirname, '../../../out/bench/playwright'),
  workers: 1,
  timeout: 300_000,
  reporter: [['list']]
})
