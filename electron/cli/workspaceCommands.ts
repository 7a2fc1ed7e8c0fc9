import { resolve } from 'node:path'
import type { CallInput } from '../../shared/api/contract.ts'
import type { ExportOptions, VariantStatus } from '../../shared/api/types.ts'
import { CultivarError } from '../../shared/errors.ts'
import { classCounts } from '../catalogue/classes.ts'
import { jobFailures, unfinishedJobs } from '../catalogue/jobs.ts'
import { type Answer, exitCode, type ExitCode, note } from './output.ts'
import { parseRecipe } from '../../shared/recipe/schema.ts'
import { checkRecipe } from '../../shared/policy/check.ts'
import { getVariant } from '../catalogue/variants.ts'
import { markKinds } from '../catalogue/annotations.ts'
import { getProfile } from '../catalogue/profiles.ts'
import { readJson } from './readJson.ts'
import { withWorkspace } from './withEngine.ts'

export function create(folder: string): Promise<Answer> {
  return withWorkspace(folder, 'create', async ({ session }) => {
    const workspace = session.workspace.folder
    return { json: { workspace }, text: `Made ${workspace}` }
  })
}

type Failed = readonly { path: string; reason: string }[]
const codeFor = (failed: Failed): ExitCode => (failed.length > 0 ? exitCode.someFailed : exitCode.done)
const failedLines = (failed: Failed): string =>
  failed.map(({ path, reason }) => `\n  ${path}: ${reason}`).join('')

export function importInto(
  folder: string,
  paths: readonly string[],
  { format, copy, columns }: { format: string; copy: boolean; columns?: string }
): Promise<Answer> {
  return withWorkspace(folder, 'open', async ({ call, finish }) => {
    const input = {
      paths: paths.map((path) => resolve(path)),
      format,
      copy,
      ...(columns === undefined ? {} : { columns: columnsOf(columns) })
    } as CallInput<'import.start'>
    const { jobId } = await call('import.start', input)
    const { result, failed } = await finish(jobId)
    const updated = 'updated' in result ? `, updated ${Number(result['updated'])}` : ''
    return {
      json: { ...result, failed },
      text: `Added ${String(result['added'])}, skipped ${String(result['skipped'])}${updated}, failed ${failed.length}${failedLines(failed)}`,
      code: codeFor(failed)
    }
  })
}

/** `path=image,label=class,split=part`. */
function columnsOf(text: string): Readonly<Record<string, string>> {
  const entries = text.split(',').map((part) => part.split('='))
  const isGood = entries.every(([name, value]) => ['path', 'label', 'split'].includes(name ?? '') && value)
  if (isGood && entries.some(([name]) => name === 'path')) return Object.fromEntries(entries)
  throw new CultivarError('bad-input', `Expected columns as path=NAME,label=NAME but received ${text}.`, {
    remedy: 'Name columns of the table, or their numbers from 1: --columns path=1,label=2'
  })
}

export function status(folder: string): Promise<Answer> {
  return withWorkspace(folder, 'read', async ({ call }) => {
    const found = await call('workspace.status', {})
    if (found === null) throw new CultivarError('internal', 'The workspace closed by itself.')
    const { sources, variants, failed } = found
    const classes = Object.fromEntries(found.classes.map((one) => [one.name, one.sources]))
    const words = Object.entries(classes).map(([name, n]) => `\n  ${name}: ${n}`)
    return {
      json: { sources, classes, variants, failed },
      text:
        `${sources} sources, ${failed} failed${words.join('')}\n` +
        `Variants: ${variants.pending} undecided, ${variants.accepted} accepted, ${variants.rejected} rejected`
    }
  })
}

export interface DrawOptions {
  readonly recipe: string
  readonly domain: string
  readonly copies?: number
  readonly balance?: number
  readonly replacePending: boolean
}

export function draw(folder: string, options: DrawOptions): Promise<Answer> {
  const { copies, balance } = options
  if ((copies === undefined) === (balance === undefined)) {
    throw new CultivarError('bad-input', 'Expected either --copies N or --balance N.')
  }
  const recipe = parseRecipe(readJson(options.recipe), options.recipe)
  const amount = copies === undefined ? { balance: balance ?? 1 } : { copies }
  return withWorkspace(folder, 'open', async ({ call, finish, session }) => {
    const profile = getProfile(session.workspace.db, options.domain)
    const subject = { classNames: [], labelKinds: ['class' as const, ...markKinds(session.workspace.db)] }
    for (const verdict of checkRecipe(recipe, profile, subject).verdicts) {
      if (verdict.verdict === 'forbidden') note(`Left out: ${verdict.transform}. ${verdict.reason}`)
      if (verdict.verdict === 'limited')
        note(`Kept within the domain: ${verdict.transform}. ${verdict.reason}`)
    }
    const input = { recipe, profileId: options.domain, amount, replacePending: options.replacePending }
    const { jobId } = await call('draw.start', input)
    const { drawn, redrawn } = (await finish(jobId)).result
    return {
      json: { drawn, redrawn },
      text: `Drew ${String(drawn)} variants; ${String(redrawn)} draws left the domain and were drawn again`
    }
  })
}

export interface DecideOptions {
  readonly status: VariantStatus
  readonly className?: string
  readonly variants?: readonly number[]
  readonly all: boolean
  readonly undecided: boolean
}

/** Decides the named variants, or all (of a class); with `undecided` only those that nobody decided yet. */
export function decide(folder: string, options: DecideOptions): Promise<Answer> {
  const { className, variants, all } = options
  if (variants === undefined && className === undefined && !all) {
    throw new CultivarError('bad-input', 'Expected --variant ID..., --class NAME or --all.')
  }
  if (variants !== undefined && (className !== undefined || all)) {
    throw new CultivarError('bad-input', 'Expected --variant alone, without --class or --all.')
  }
  const filter = {
    ...(className === undefined ? {} : { className }),
    ...(options.undecided ? { status: 'pending' as const } : {})
  }
  const which = variants === undefined ? { filter } : { ids: [...variants] }
  return withWorkspace(folder, 'open', async ({ call, session }) => {
    const unknown = variants?.find((id) => getVariant(session.workspace.db, id) === undefined)
    if (unknown !== undefined) {
      throw new CultivarError('not-found', `There is no variant ${unknown}.`, {
        remedy: 'List them with: cultivar variants'
      })
    }
    if (
      className !== undefined &&
      !classCounts(session.workspace.db).some(({ name }) => name === className)
    ) {
      throw new CultivarError('not-found', `There is no class "${className}".`, {
        remedy: 'List them with: cultivar status'
      })
    }
    const { changed } = await call('review.decide', { which, status: options.status })
    return { json: { changed }, text: `Changed ${changed} variants` }
  })
}

export function exportTo(folder: string, target: string, options: ExportOptions): Promise<Answer> {
  return withWorkspace(folder, 'open', async ({ call, finish }) => {
    const { warnings } = await call('export.forecast', { options })
    const { jobId, folder: written } = await call('export.start', { folder: resolve(target), options })
    for (const warning of warnings) note(warning)
    const { result, failed } = await finish(jobId)
    const { files, bytes, splits } = result
    return {
      json: { files, bytes, splits, ...(failed.length > 0 ? { failed } : {}) },
      text: `Wrote ${String(files)} files (${String(bytes)} bytes) to ${written}${failedLines(failed)}`,
      code: codeFor(failed)
    }
  })
}

/** Runs what an earlier program left unfinished. */
export function resume(folder: string): Promise<Answer> {
  return withWorkspace(folder, 'open', async ({ session, finish }) => {
    const { db } = session.workspace
    const unfinished = unfinishedJobs(db)
    session.jobs.resume()
    for (const { id } of unfinished) await finish(id)
    const failed = unfinished.flatMap(({ id }) => jobFailures(db, id))
    return {
      json: { resumed: unfinished.map(({ id, title }) => ({ id, title })), failed },
      text:
        unfinished.length === 0
          ? 'Nothing was left unfinished'
          : unfinished.map(({ title }) => `Done: ${title}`).join('\n'),
      code: codeFor(failed)
    }
  })
}
