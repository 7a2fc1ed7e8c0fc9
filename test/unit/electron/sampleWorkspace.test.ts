import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSample } from '../../../electron/sampleWorkspace.ts'
import { createFakeEngine } from '../../fixtures/fakeEngine.ts'

/** Once, together: a recipe that was changed later is left alone. */
const filling = ['workspace.setDraft', 'import.start']

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cultivar-sample-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const engineWith = (sources: number) =>
  createFakeEngine((name) => ({
    ok: true,
    value: name === 'workspace.status' ? { sources } : { workspace: folder }
  }))

it('is created and filled the first time', async () => {
  const engine = engineWith(0)
  expect(await openSample(engine, folder, '/program/sample')).toEqual({
    ok: true,
    value: { workspace: folder }
  })
  expect(engine.calls.map(({ name }) => name)).toEqual(['workspace.create', 'workspace.status', ...filling])
  expect(engine.calls.find(({ name }) => name === 'import.start')?.input).toEqual({
    paths: ['/program/sample'],
    format: 'folder',
    copy: true
  })
})

it('is only opened later, unless the first start ended before the import', async () => {
  writeFileSync(join(folder, 'catalogue.sqlite'), '')
  for (const sources of [84, 0]) {
    const engine = engineWith(sources)
    await openSample(engine, folder, '/program/sample')
    const names = ['workspace.open', 'workspace.status', ...(sources === 0 ? filling : [])]
    expect(engine.calls.map(({ name }) => name)).toEqual(names)
  }
})

it('passes the reason on when it cannot be opened', async () => {
  const error = { code: 'workspace-locked', message: 'Another program has it.' } as const
  const engine = createFakeEngine(() => ({ ok: false, error }))
  expect(await openSample(engine, folder, '/program/sample')).toEqual({ ok: false, error })
  expect(engine.calls).toHaveLength(1)
})
