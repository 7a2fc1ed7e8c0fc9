import { issuesInWords, type Recipe, recipeSchema } from '../../shared/recipe/schema.ts'

export type Parsed<Value> =
  | { readonly value: Value; readonly error?: undefined }
  | { readonly value?: undefined; readonly error: string }

function parseJson(text: string): Parsed<unknown> {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch (error) {
    return { error: `This is not JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** Reads a JSON object, or says what is wrong with it. */
export function parseJsonObject(text: string): Parsed<Readonly<Record<string, unknown>>> {
  const { value, error } = parseJson(text)
  if (error !== undefined) return { error }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { error: 'Expected an object in braces.' }
  return { value: value as Readonly<Record<string, unknown>> }
}

/** Reads a recipe, or names every field that is wrong. */
export function parseRecipeText(text: string): Parsed<Recipe> {
  const { value, error } = parseJson(text)
  if (error !== undefined) return { error }
  const parsed = recipeSchema.safeParse(value)
  return parsed.success ? { value: parsed.data } : { error: issuesInWords(parsed.error) }
}
