import { tokenPattern } from '../../shared/api/sheet.ts'
import { CultivarError, toEnvelope } from '../../shared/errors.ts'
import type { Workspace } from '../catalogue/open.ts'
import { markSource, type SourcePlace, sourcePlace } from '../catalogue/sources.ts'
import { getVariant, type StoredVariant } from '../catalogue/variants.ts'
import { sourceMark } from '../catalogue/sourceMark.ts'
import type { PixelPool } from '../jobs/pool.ts'
import type { RenderOutput, RenderTask } from '../jobs/renderTask.ts'
import { createRenderTask } from '../jobs/variantTask.ts'
import { ByteCache } from './byteCache.ts'
import type { ImageAnswer } from './engine.ts'
import type { PreviewStore } from './preview.ts'
import { Sheets } from './sheets.ts'

/** Below this number of pixels PNG is as quick as JPEG, and small pictures are judged by their single pixels. */
const losslessPixels = 128 * 128
const jpegQuality = 90

const route = /^(source|variant)\/(\d{1,15})$/
const previewRoute = /^preview\/([a-z0-9]{1,32})\/(\d{1,4})$/
const sheetRoute = new RegExp(`^sheet/(${tokenPattern})$`)

export interface ImageServiceParts {
  readonly pool: PixelPool
  readonly previews: PreviewStore
  /** A source was found missing or changed, or is there again. */
  readonly onMarked: () => void
}

export interface ImageService {
  /**
   * A picture by `source/ID`, `variant/ID` or `preview/TOKEN/INDEX`, with `?edge=N` or `?edge=full`; the pictures of a
   * whole preview by `sheet/TOKEN`.
   */
  answer(path: string): Promise<ImageAnswer>
  /** Begins to render the sheet of a preview, which is asked for by its token. */
  begin(token: string, tasks: readonly RenderTask[]): void
}

/** Pictures for windows: by id only, never by path. */
export function createImageService(
  workspace: Workspace,
  { pool, previews, onMarked }: ImageServiceParts
): ImageService {
  const cache = new ByteCache(64 * 1024 * 1024)
  const sheets = new Sheets(pool)
  const render = async (key: string, task: RenderTask): Promise<ImageAnswer> => {
    const known = cache.get(key)
    if (known !== undefined) return known
    const { bytes } = await pool.run({ kind: 'render', task }, { priority: 'interactive' })
    const answer = { ok: true as const, type: `image/${task.encoding?.format ?? 'png'}`, bytes }
    cache.set(key, answer)
    return answer
  }
  const find = (path: string): { task: RenderTask; source: SourcePlace | null } => {
    const [name = '', query = ''] = path.split('?')
    const preview = previewRoute.exec(name)
    if (preview !== null) return { source: null, task: previews.task(preview[1] ?? '', Number(preview[2])) }
    const match = route.exec(name)
    if (match === null)
      throw new CultivarError('bad-input', 'Expected source/ID, variant/ID or preview/TOKEN/INDEX.')
    const item = itemOf(workspace, match[1] === 'source', Number(match[2]))
    return { source: item.source, task: taskFor(workspace, item, edgeOf(query)) }
  }
  const marking = async (
    source: SourcePlace | null,
    work: () => Promise<ImageAnswer>
  ): Promise<ImageAnswer> => {
    const mark = (as: Parameters<typeof markSource>[2]): void => {
      if (source !== null && !workspace.isReadOnly && markSource(workspace.db, source.id, as)) onMarked()
    }
    try {
      const answer = await work()
      if (source !== null && source.state !== 'ok') mark(null)
      return answer
    } catch (error) {
      const found = sourceMark(error)
      if (found !== null) mark(found)
      throw error
    }
  }
  return {
    begin: (token, tasks) => sheets.begin(token, tasks),
    answer: async (path) => {
      try {
        const token = sheetRoute.exec(path)?.[1]
        if (token !== undefined) return await sheets.answer(token)
        const { source, task } = find(path)
        return await marking(source, () => render(path, task))
      } catch (error) {
        return refusal(error)
      }
    }
  }
}

interface Item {
  readonly source: SourcePlace
  readonly variant: StoredVariant | null
}

function itemOf({ db }: Workspace, isSource: boolean, id: number): Item {
  const variant = isSource ? null : getVariant(db, id)
  const source = variant === undefined ? undefined : sourcePlace(db, variant?.sourceId ?? id)
  if (variant === undefined || source === undefined) {
    throw new CultivarError('not-found', `There is no ${isSource ? 'source' : 'variant'} ${id}.`)
  }
  return { source, variant }
}

function edgeOf(query: string): RenderOutput {
  const edge = new URLSearchParams(query).get('edge') ?? '256'
  if (edge === 'full') return { kind: 'full' }
  const pixels = Number(edge)
  if (!Number.isInteger(pixels) || pixels < 16 || pixels > 2048) {
    throw new CultivarError('bad-input', `Expected an edge from 16 to 2048 pixels but received ${edge}.`)
  }
  return { kind: 'fit', edge: pixels }
}

/** How a window is given a picture: pixel for pixel when it is small or has alpha, else as a good JPEG. */
export function taskFor(workspace: Workspace, item: Item, output: RenderOutput): RenderTask {
  const { width, height } = item.source
  const scale = output.kind === 'fit' ? Math.min(1, output.edge / Math.max(width, height)) : 1
  const isSmall = width * height * scale * scale <= losslessPixels
  const mayHaveAlpha = item.source.format !== 'jpeg' && item.source.channels === 4
  const format = isSmall || mayHaveAlpha ? 'png' : 'jpeg'
  return createRenderTask(workspace, item, { output, encoding: { format, quality: jpegQuality } })
}

function refusal(error: unknown): ImageAnswer {
  const { code, message } = toEnvelope(error)
  const status = code === 'not-found' ? 404 : code === 'bad-input' ? 400 : code === 'internal' ? 500 : 422
  return { ok: false, status, message }
}
