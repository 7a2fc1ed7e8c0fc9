import { expect, it } from 'vitest'
import { hexOf, levelsOf } from '../../../../renderer/recipe/colour.ts'
import { parseJsonObject, parseRecipeText } from '../../../../renderer/recipe/json.ts'

it('reads a colour back from its hexadecimal form', () => {
  expect(hexOf([255, 128, 0])).toBe('#ff8000')
  expect(levelsOf('#ff8000')).toEqual([255, 128, 0])
  expect(hexOf([16])).toBe('#101010')
  expect(levelsOf('#ff80')).toBeUndefined()
})

it('reads a recipe or names the field that is wrong', () => {
  expect(parseRecipeText('{"version":1,"steps":[]}').value?.steps).toEqual([])
  expect(parseRecipeText('{"version":1,"steps":[{"transform":"rotat"}]}').error).toContain(
    'steps.0.transform'
  )
  expect(parseRecipeText('{').error).toContain('not JSON')
})

it('takes only an object for the arguments of Keras', () => {
  expect(parseJsonObject('{"a":1}').value).toEqual({ a: 1 })
  expect(parseJsonObject('[1]').error).toBeDefined()
})
