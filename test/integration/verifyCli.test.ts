import { appendFileSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { cli, cliJson } from '../fixtures/cli.ts'
import { putClasses } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'

const temp = tempFolders()

it('verify answers no for a damaged export, with what is wrong, and report writes a page', async () => {
  const root = temp()
  const [workspace, set, page] = ['w.cultivar', 'set', 'report.html'].map((name) => join(root, name))
  if (workspace === undefined || set === undefined || page === undefined)
    throw new Error('Expected three names')
  await putClasses(join(root, 'pictures'), ['cat', 'dog'], 2)
  await cliJson('create', workspace)
  await cliJson('import', workspace, join(root, 'pictures'))
  await cliJson('export', workspace, set, '--originals', '--split', '50,0,50')

  const sound = await cliJson('verify', set)
  expect(sound).toMatchObject({
    code: 0,
    json: { ok: true, problems: [], pictures: 4, hasSums: true, notes: [] }
  })
  appendFileSync(join(set, 'manifest.csv'), '\n')
  const damaged = await cliJson('verify', set)
  expect(damaged).toMatchObject({
    code: 1,
    json: { ok: false, problems: [{ check: 'changed', file: 'manifest.csv' }], counts: { changed: 1 } }
  })
  rmSync(join(set, 'SHA256SUMS'))
  const text = await cli(['verify', set])
  expect([text.code, text.stdout]).toEqual([0, expect.stringContaining('There is no SHA256SUMS')])
  expect(await cliJson('verify', join(root, 'nowhere'))).toMatchObject({
    code: 2,
    json: { error: { code: 'not-found' } }
  })

  const report = await cliJson('report', workspace, '--out', page)
  expect(report).toMatchObject({ code: 0, json: { file: page } })
  expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>[^]*4 sources/)
})
