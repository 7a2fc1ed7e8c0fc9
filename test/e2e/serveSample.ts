import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { projectRoot } from './launch.ts'

/** The browser host on the sample data set, with an empty profile; files can be chosen below `folder`. */
export interface ServedSample {
  readonly url: string
  readonly folder: string
  stop(): Promise<void>
}

export async function serveSample(): Promise<ServedSample> {
  const folder = await mkdtemp(join(tmpdir(), 'cultivar-serve-'))
  const args = [join(projectRoot, 'out/main/cli.js'), 'serve', '--sample', '--json', '--root', folder]
  const env = { ...process.env, CULTIVAR_USER_DATA: join(folder, 'profile') }
  const server = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(server.stdout, 'data')) as [Buffer]
  const { url } = JSON.parse(line.toString()) as { url: string }
  return { url, folder, stop: () => stop(server, folder) }
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  const isGone = server.exitCode !== null
  server.kill('SIGTERM')
  if (!isGone) await once(server, 'exit')
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}
