import { durably } from '../../catalogue/database.ts'
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
    durably(db, () => removeProfile(db, id))
    context.emit({ event: 'changed', areas: ['profiles'] })
    return null
  }
}
