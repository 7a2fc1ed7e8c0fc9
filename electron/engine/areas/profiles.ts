import { durably } from '../../catalogue/database.ts'
import { getMeta, setMeta } from '../../catalogue/meta.ts'
import { listProfiles, removeProfile, saveProfile } from '../../catalogue/profiles.ts'
import { type AreaCall, type Handlers, requireSession } from '../handlers.ts'

export const profiles: Handlers<AreaCall<'profiles'>> = {
  'profiles.list': (context) => listProfiles(requireSession(context).workspace.db),
  'profiles.save': (context, { profile }) => {
    const { db } = requireSession(context).workspace
    durably(db, () => saveProfile(db, profile))
    context.emit({ event: 'changed', areas: ['profiles'] })
    return null
  },
  'profiles.remove': (context, { id }) => {
    const { db } = requireSession(context).workspace
    durably(db, () => {
      removeProfile(db, id)
      // Why: a draft must not go on with a domain that is gone.
      if (getMeta(db, 'profileId') === id) setMeta(db, 'profileId', 'any')
    })
    context.emit({ event: 'changed', areas: ['profiles', 'workspace'] })
    return null
  }
}
