import { checkRecipe } from '../../../shared/policy/check.ts'
import { fromKeras } from '../../../shared/recipe/fromKeras.ts'
import { markKinds } from '../../catalogue/annotations.ts'
import { getProfile } from '../../catalogue/profiles.ts'
import { type AreaCall, type Handlers, requireSession } from '../handlers.ts'

export const recipe: Handlers<AreaCall<'recipe'>> = {
  'recipe.check': (context, { recipe: checked, profileId, className }) => {
    const { db } = requireSession(context).workspace
    const profile = getProfile(db, profileId)
    return checkRecipe(checked, profile, {
      classNames: className === undefined ? [] : [className],
      labelKinds: ['class', ...markKinds(db)]
    })
  },
  'recipe.fromKeras': (_context, { args }) => fromKeras(args)
}
