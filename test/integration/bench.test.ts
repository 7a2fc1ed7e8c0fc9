import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

it('the benchmark still runs', () => {
  const root = join(import.meta.dirname, '../..')
  execFileSync(process.execPath, [join(root, 'test/bench/bench.ts'), '--quick'], { stdio: 'pipe' })
  const result = JSON.parse(readFileSync(join(root, 'out/bench/quick.json'), 'utf8')) as {
    works: { id: string; rows: { median: number }[] }[]
  }
  expect(result.works.map(({ id }) => id)).toEqual(['photos', 'colour', 'large', 'digits'])
  for (const { rows } of result.works) expect(rows[0]?.median).toBeGreaterThan(0)
})
