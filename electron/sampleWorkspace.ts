import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { CallResult } from '../shared/api/bridge.ts'
import type { CallInput, WorkspaceStatus } from '../shared/api/contract.ts'
import type { Engine } from './engine/engine.ts'

/** What the sample starts with: its domain, and changes that its pictures bear, so that there is something to see. */
const sampleDraft: CallInput<'workspace.setDraft'> = {
  profileId: 'upright',
  recipe: {
    version: 1,
    seed: 1,
    fillMode: 'nearest',
    fillValue: [0, 0, 0],
    interpolation: 'bilinear',
    steps: [
      { transform: 'rotate', probability: 1, angleDegRange: [-12, 12] },
      {
        transform: 'translate',
        probability: 1,
        xFractionRange: [-0.06, 0.06],
        yFractionRange: [-0.04, 0.04]
      },
      { transform: 'zoom', probability: 1, factorRange: [0.9, 1.15] },
      { transform: 'horizontalFlip', probability: 0.5 },
      { transform: 'brightness', probability: 1, factorRange: [0.85, 1.15] },
      { transform: 'contrast', probability: 1, factorRange: [0.85, 1.15] }
    ],
    overrides: []
  }
}

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
  const drafted = await engine.call('workspace.setDraft', sampleDraft)
  if (!drafted.ok) return drafted
  // Why copied: the program's own folder moves with an update, and with an AppImage at every start.
  const started = await engine.call('import.start', { paths: [sampleDir], format: 'folder', copy: true })
  return started.ok ? opened : started
}
