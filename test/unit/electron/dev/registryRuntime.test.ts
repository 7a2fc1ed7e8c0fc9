import { join } from 'node:path'
import { expect, it } from 'vitest'
import { pin, registryRuntimePath, runtimeEntry } from '../../../../electron/dev/registryRuntime.mjs'

it('keeps the runtime and leaves the application out', () => {
  expect(runtimeEntry('Cypress/Cypress')).toBe('electron')
  expect(runtimeEntry('Cypress/locales/de.pak')).toBe('locales/de.pak')
  expect(runtimeEntry('Cypress/LICENSE.electron.txt')).toBe('LICENSE.electron.txt')
  expect(runtimeEntry('Cypress/resources/app/index.js')).toBeUndefined()
  expect(runtimeEntry('Cypress/browser_v8_context_snapshot.bin')).toBeUndefined()
  expect(runtimeEntry('elsewhere/file')).toBeUndefined()
})

it('is cached outside the repository, under a name that holds the version', () => {
  const path = registryRuntimePath({ XDG_CACHE_HOME: '/cache' })
  expect(path.startsWith(join('/cache', 'cultivar', `electron-${pin.electron}-`))).toBe(true)
})

it('pins a whole SHA-512', () => {
  expect(Buffer.from(pin.integrity.replace('sha512-', ''), 'base64')).toHaveLength(64)
})
