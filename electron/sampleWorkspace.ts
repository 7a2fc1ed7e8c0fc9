import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { CallResult } from '../shared/api/bridge.ts'
import type { WorkspaceStatus } from '../shared/api/contract.ts'
import type { Engine } from './engine/engine.ts'

/**
 * Opens the sample workspace; the first time it is created and the sample pictures are imported.
 * @param folder where the workspace is or will be; ends in `.cultivar`
 * @param sampleDir folder of the sample pictures, a class per subfolder
 */
export async function openSample(engine: Engine, folder: string, sampleDir: string): Promise<CallResult> {
  const exists = existsSync(join(folder, 'catalogue.sqlite'))
  const opened = await engine.call(exists ? 'workspace.open' : 'workspace.create', { folder })
  if (!opened.ok) return opened
  const status = await engine.call('workspace.status', {})
  if (!status.ok) return status
  // Why asked even if it existed: the first start may have ended before the import had begun.
  if ((status.value as WorkspaceStatus | null)?.sources !== 0) return opened
  // Why copied: the program's own folder moves with an update, and with an AppImage at every start.
  const started = await engine.call('import.start', { paths: [sampleDir], format: 'folder', copy: true })
  return started.ok ? opened : started
}
