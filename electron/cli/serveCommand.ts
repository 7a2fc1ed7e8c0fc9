import { mkdirSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { CultivarError, fromEnvelope } from '../../shared/errors.ts'
import { createEngine, type LocalEngine } from '../engine/createEngine.ts'
import { programRoot } from '../programRoot.ts'
import { openSample } from '../sampleWorkspace.ts'
import { serve } from '../serve.ts'
import { note } from './output.ts'

export interface ServeOptions {
  readonly port: number
  readonly sample: boolean
  readonly root?: string
  readonly json: boolean
}

/** Folder for what belongs to the person and not to a workspace, when there is no Electron to ask. */
function userData(): string {
  return (
    process.env['CULTIVAR_USER_DATA'] ??
    join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'cultivar')
  )
}

/** Serves a workspace to the browser until the process is told to stop. */
export async function serveWorkspace(folder: string | undefined, options: ServeOptions): Promise<void> {
  if (folder === undefined && !options.sample) {
    throw new CultivarError('bad-input', 'Expected a workspace, or --sample for the bundled sample data set.')
  }
  const engine = createEngine({ program: 'cultivar serve' })
  try {
    if (folder === undefined) await openBundledSample(engine)
    else await engine.open(folder, 'open')
    const host = await serve(engine, {
      port: options.port,
      root: options.root ?? homedir(),
      rendererRoot: join(programRoot, 'out', 'renderer'),
      uploadsDir: join(tmpdir(), `cultivar-uploads-${process.pid}`)
    })
    process.stdout.write(options.json ? `${JSON.stringify({ url: host.url })}\n` : `Open ${host.url}\n`)
    if (!options.json) note('The address works once, for one browser. Press Ctrl+C to stop.')
    await untilTold()
    await host.close()
  } finally {
    await engine.close()
  }
}

async function openBundledSample(engine: LocalEngine): Promise<void> {
  const folder = resolve(userData(), 'Sample.cultivar')
  mkdirSync(dirname(folder), { recursive: true })
  const opened = await openSample(engine, folder, join(programRoot, 'resources', 'sample', 'characters'))
  if (!opened.ok) throw fromEnvelope(opened.error)
}

function untilTold(): Promise<void> {
  return new Promise((stop) => {
    process.once('SIGINT', () => stop())
    process.once('SIGTERM', () => stop())
  })
}
