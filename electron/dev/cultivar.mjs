#!/usr/bin/env node
/** The command `cultivar`: the built command line, always under Node 24. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureNode24, projectRoot } from './node24.mjs'

await ensureNode24()
const cli = resolve(projectRoot, 'out/main/cli.js')
if (existsSync(cli)) {
  await import(pathToFileURL(cli).href)
} else {
  console.error('Cultivar is not built yet. Run: npm run build')
  process.exitCode = 2
}
