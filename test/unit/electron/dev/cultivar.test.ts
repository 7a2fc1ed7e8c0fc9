import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { isModernNode, projectRoot } from '../../../../electron/dev/node24.mjs'

let root: string

function run(script: string, ...args: string[]) {
  return spawnSync(process.execPath, [join(root, script), ...args], { encoding: 'utf8' })
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cultivar-bin-'))
  cpSync(join(projectRoot, 'electron/dev'), join(root, 'electron/dev'), { recursive: true })
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }')
})

afterEach(() => {
  rmSync(root, { recursive: true })
})

it('knows which versions of Node are new enough', () => {
  expect(['20.20.2', '21.9.0', '22.0.0', '24.9.0'].map((version) => isModernNode(version))).toEqual([
    false,
    false,
    true,
    true
  ])
})

it('postinstall does nothing where there is no node_modules', () => {
  expect(run('electron/dev/postinstall.mjs')).toMatchObject({ status: 0, stdout: '', stderr: '' })
})

it('postinstall makes a command that says how to build, then runs what was built', () => {
  mkdirSync(join(root, 'node_modules/.bin'), { recursive: true })
  expect(run('electron/dev/postinstall.mjs').status).toBe(0)
  const unbuilt = run('node_modules/.bin/cultivar', 'status')
  expect(unbuilt.status).toBe(2)
  expect(unbuilt.stderr).toContain('npm run build')
  mkdirSync(join(root, 'out/main'), { recursive: true })
  const cli = 'console.log(process.argv.slice(2).join(" ")); process.exitCode = 3'
  writeFileSync(join(root, 'out/main/cli.js'), cli)
  expect(run('node_modules/.bin/cultivar', 'status', 'a b')).toMatchObject({
    status: 3,
    stdout: 'status a b\n'
  })
})
