import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { expect, it } from 'vitest'
import { findChromium, missingFrom } from '../../../../electron/dev/systemPackages.mjs'

it('takes as missing what dpkg does not know, and what was removed', () => {
  const output = 'libnss3 installed\nlibgtk-3-0 not-installed\nxauth config-files\n'
  expect(missingFrom(['libnss3', 'libgtk-3-0', 'xauth', 'xvfb'], output)).toEqual([
    'libgtk-3-0',
    'xauth',
    'xvfb'
  ])
})

it('accepts the t64 names of newer distributions', () => {
  expect(missingFrom(['libasound2', 'libnss3'], 'libasound2t64 installed\nlibnss3 installed\n')).toEqual([])
})

it('prefers the browser that was named, then the first on PATH', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cultivar-path-'))
  try {
    const browser = join(folder, 'google-chrome')
    writeFileSync(browser, '')
    expect(findChromium({ PATH: ['/nowhere', folder].join(delimiter) })).toBe(browser)
    expect(findChromium({ PATH: folder, CULTIVAR_CHROMIUM: '/opt/chromium' })).toBe('/opt/chromium')
    expect(findChromium({ PATH: '/nowhere' })).toBeUndefined()
  } finally {
    rmSync(folder, { recursive: true })
  }
})
