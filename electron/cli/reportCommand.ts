import { basename } from 'node:path'
import { writeReport } from '../report/writeReport.ts'
import type { Answer } from './output.ts'
import { withWorkspace } from './withEngine.ts'
import { writeOut } from './writeOut.ts'

/** Writes a report on a workspace as one HTML file. */
export function report(folder: string, { out }: { readonly out: string }): Promise<Answer> {
  return withWorkspace(folder, 'read', async ({ session }) => {
    const { db, folder: at } = session.workspace
    const title = basename(at).replace(/\.cultivar$/, '')
    const bytes = new TextEncoder().encode(await writeReport({ db, title }))
    await writeOut(out, bytes)
    return { json: { file: out, bytes: bytes.length }, text: `Wrote ${out}` }
  })
}
