import { CultivarError } from '../../../shared/errors.ts'
import { getProfile } from '../../catalogue/profiles.ts'
import { sourcePlace } from '../../catalogue/sources.ts'
import { type AreaCall, type Handlers, requireSession } from '../handlers.ts'

export const preview: Handlers<AreaCall<'preview'>> = {
  'preview.draw': (context, { profileId, sourceId, sheetToken, marks, ...request }) => {
    const { previews, images, workspace } = requireSession(context)
    const source = sourcePlace(workspace.db, sourceId)
    if (source === undefined) throw new CultivarError('not-found', `There is no source ${sourceId}.`)
    const profile = getProfile(workspace.db, profileId)
    const { tasks, preview: drawn, marked } = previews.draw({ ...request, source, profile })
    if (sheetToken !== undefined) images.begin(sheetToken, tasks)
    return marks ? marked() : drawn
  }
}
