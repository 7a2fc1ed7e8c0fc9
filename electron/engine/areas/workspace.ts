import type { WorkspaceStatus } from '../../../shared/api/contract.ts'
import { parseRecipe, type Recipe } from '../../../shared/recipe/schema.ts'
import { basename } from 'node:path'
import { hasAnnotations, markKinds } from '../../catalogue/annotations.ts'
import { classCounts } from '../../catalogue/classes.ts'
import { durably, sql } from '../../catalogue/database.ts'
import { redoable, undoable } from '../../catalogue/decisions.ts'
import { getMeta, setMeta } from '../../catalogue/meta.ts'
import { countUnlabelled, splitCounts, stateCounts } from '../../catalogue/sources.ts'
import { variantCounts } from '../../catalogue/variants.ts'
import { type AreaCall, type Handlers, requireSession } from '../handlers.ts'
import type { Session } from '../session.ts'

/** What a new workspace starts with: no steps, so that nothing is changed that nobody chose. */
const emptyRecipe: Recipe = {
  version: 1,
  seed: 1,
  fillMode: 'nearest',
  fillValue: [0, 0, 0],
  interpolation: 'bilinear',
  steps: [],
  overrides: []
}

export const workspace: Handlers<AreaCall<'workspace'>> = {
  'workspace.status': (context) => {
    const session = context.session()
    return session === undefined ? null : statusOf(session)
  },
  'workspace.setDraft': (context, { recipe, profileId }) => {
    const { db } = requireSession(context).workspace
    durably(db, () => {
      if (recipe !== undefined) setMeta(db, 'recipe', JSON.stringify(recipe))
      if (profileId !== undefined) setMeta(db, 'profileId', profileId)
    })
    context.emit({ event: 'changed', areas: ['workspace'] })
    return null
  },
  'workspace.dismissNotice': (context, { notice }) => {
    const session = requireSession(context)
    session.notices = session.notices.filter((one) => one !== notice)
    context.emit({ event: 'changed', areas: ['workspace'] })
    return null
  },
  'workspace.create': async (context, { folder }) => ({
    workspace: (await context.open(folder, 'create')).workspace.folder
  }),
  'workspace.open': async (context, { folder }) => ({
    workspace: (await context.open(folder, 'open')).workspace.folder
  }),
  'workspace.close': async (context) => {
    await context.closeSession()
    return null
  }
}

function draft({ workspace: { db } }: Session): Recipe {
  const stored = getMeta(db, 'recipe')
  return stored === undefined ? emptyRecipe : parseRecipe(JSON.parse(stored))
}

function statusOf(session: Session): WorkspaceStatus {
  const { db, folder } = session.workspace
  const states = stateCounts(db)
  const exported = sql<{ n: number }>(db, 'SELECT count(*) AS n FROM export').get()
  return {
    title: basename(folder).replace(/\.cultivar$/, ''),
    folder,
    sources: states.ok,
    failed: states.failed + states.missing + states.changed,
    duplicates: states.duplicate,
    classes: classCounts(db),
    unlabelled: countUnlabelled(db),
    hasMarks: hasAnnotations(db),
    marks: markKinds(db),
    variants: variantCounts(db),
    exports: exported?.n ?? 0,
    splits: splitCounts(db),
    profileId: getMeta(db, 'profileId') ?? 'any',
    recipe: draft(session),
    undo: undoable(db)?.title ?? null,
    redo: redoable(db)?.title ?? null,
    notices: session.notices
  }
}
