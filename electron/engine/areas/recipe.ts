import { checkRecipe } from '../../../shared/policy/check.ts'
import { fromKeras } from '../../../shared/recipe/fromKeras.ts'
import { getProfile } from '../../catalogue/profiles.ts'
import { type AreaCall, type Handlers, requireSession } from '../handlers.ts'

export const recipe: Handlers<AreaCall<'recipe'>> = {
  'recipe.check': (context, { recipe: checked, profileId, className }) => {
    const profile = getProfile(requireSession(context).workspace.db, profileId)
    return checkRecipe(checked, profile, {
      classNames: className === undefined ? [] : [className],
      labelKinds: ['class']
    })
  },
  'recipe.fromKeras': (_context, { args }) => fromKeras(args)
}
