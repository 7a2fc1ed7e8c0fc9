import type { VariantFilter, VariantStatus } from '../../shared/api/types.ts'
import { CultivarError } from '../../shared/errors.ts'
import { getSources, sourcePlace } from '../catalogue/sources.ts'
import { getVariant, pageVariants } from '../catalogue/variants.ts'
import { variantRow } from '../engine/areas/review.ts'
import { createRenderTask } from '../jobs/variantTask.ts'
import { encodingOf } from './encodingOf.ts'
import type { Answer } from './output.ts'
import { withWorkspace } from './withEngine.ts'
import { writeOut } from './writeOut.ts'

export interface VariantsOptions {
  readonly limit?: number
  readonly status?: VariantStatus
  readonly className?: string
  /** Only those in which an object has lost something, or more than half of it. */
  readonly lost?: 'some' | 'most'
}

const pageSize = 2000

export function variants(
  folder: string,
  { limit, status, className, lost }: VariantsOptions
): Promise<Answer> {
  const filter: VariantFilter = {
    ...(status === undefined ? {} : { status }),
    ...(className === undefined ? {} : { className }),
    ...(lost === undefined ? {} : { lost })
  }
  return withWorkspace(folder, 'read', async ({ session }) => {
    const { db } = session.workspace
    const most = limit ?? Number.POSITIVE_INFINITY
    const rows: unknown[] = []
    for (let after = 0; rows.length < most;) {
      const page = pageVariants(db, filter, { after, limit: Math.min(pageSize, most - rows.length) })
      const names = new Map(
        getSources(db, [...new Set(page.map(({ sourceId }) => sourceId))]).map(({ id, name }) => [id, name])
      )
      for (const stored of page) {
        const { id, status: own, parameters, matrix, leastVisible } = variantRow(session.workspace, stored)
        rows.push({
          id,
          source: names.get(stored.sourceId),
          class: stored.className,
          status: own,
          parameters,
          matrix,
          ...(leastVisible === null ? {} : { leastVisible })
        })
      }
      const last = page.at(-1)
      if (last === undefined) break
      after = last.id
    }
    return { json: rows, text: rows.map((row) => JSON.stringify(row)).join('\n') }
  })
}

export function render(folder: string, id: number, out: string): Promise<Answer> {
  const encoding = encodingOf(out)
  return withWorkspace(folder, 'read', async ({ session }) => {
    const { workspace, pool } = session
    const variant = getVariant(workspace.db, id)
    const source = variant === undefined ? undefined : sourcePlace(workspace.db, variant.sourceId)
    if (variant === undefined || source === undefined) {
      throw new CultivarError('not-found', `There is no variant ${id}.`, {
        remedy: 'List them with: cultivar variants'
      })
    }
    const task = createRenderTask(workspace, { source, variant }, { output: { kind: 'full' }, encoding })
    const { bytes, width, height, pixelSha256 } = await pool.run({ kind: 'render', task })
    await writeOut(out, bytes)
    return { json: { sha256: pixelSha256, width, height }, text: `Wrote ${out} (${width} x ${height})` }
  })
}
