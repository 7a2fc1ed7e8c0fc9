import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'test/{unit,contract,integration,parity,reference,consumers,golden,regression}/**/*.test.{ts,tsx}'
    ],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    pool: 'forks',
    maxWorkers: Math.max(2, availableParallelism() - 1)
  }
})
