import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createSettings } from '../../../../electron/host/settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'cultivar-settings-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('remembers workspaces, the last one first, and folders by purpose', () => {
  const path = join(folder, 'new/settings.json')
  const settings = createSettings(path)
  for (const name of ['a', 'b', 'a']) settings.addRecent(name)
  settings.setLastFolder('import', '/pictures')
  const again = createSettings(path)
  expect(again.recent()).toEqual(['a', 'b'])
  expect([again.lastFolder('import'), again.lastFolder('export')]).toEqual(['/pictures', undefined])
  again.removeRecent('a')
  expect(createSettings(path).recent()).toEqual(['b'])
  for (let at = 0; at < 20; at += 1) again.addRecent(String(at))
  expect(again.recent()).toHaveLength(10)
  expect(readdirSync(join(folder, 'new'))).toEqual(['settings.json'])
})

it('keeps a damaged file aside and starts anew', () => {
  for (const text of ['', '{"recent":', '[]', '{"recent":[1]}']) {
    const path = join(folder, 'damaged.json')
    writeFileSync(path, text)
    expect(createSettings(path).recent()).toEqual([])
    expect(existsSync(path)).toBe(false)
    expect(readFileSync(`${path}.damaged`, 'utf8')).toBe(text)
  }
})
