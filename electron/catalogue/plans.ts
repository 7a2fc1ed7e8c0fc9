import { createHash } from 'node:crypto'
import type { DomainProfile } from '../../shared/policy/profile.ts'
import type { Recipe } from '../../shared/recipe/schema.ts'
import { type Db, sql } from './database.ts'

/** JSON with sorted keys: the same content has the same text and so the same hash. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner
  )
}

const hashOf = (json: string): string => createHash('sha256').update(json).digest('hex')

function addressed(db: Db, table: 'recipe' | 'profile_snapshot', value: unknown): number {
  const json = canonicalJson(value)
  const hash = hashOf(json)
  sql(db, `INSERT OR IGNORE INTO ${table} (hash, json) VALUES (?, ?)`).run(hash, json)
  return sql<{ id: number }>(db, `SELECT id FROM ${table} WHERE hash = ?`).get(hash)?.id ?? 0
}

/** Id of the plan for a recipe under a profile; made when it is new. */
export function planId(db: Db, recipe: Recipe, profile: DomainProfile): number {
  const recipeId = addressed(db, 'recipe', recipe)
  const profileId = addressed(db, 'profile_snapshot', profile)
  sql(db, 'INSERT OR IGNORE INTO plan (recipe_id, profile_id) VALUES (?, ?)').run(recipeId, profileId)
  return (
    sql<{ id: number }>(db, 'SELECT id FROM plan WHERE recipe_id = ? AND profile_id = ?').get(
      recipeId,
      profileId
    )?.id ?? 0
  )
}

/** Id of the plan for a recipe under a profile; undefined when nothing was drawn with it yet. */
export function findPlan(db: Db, recipe: Recipe, profile: DomainProfile): number | undefined {
  return sql<{ id: number }>(
    db,
    `SELECT plan.id FROM plan JOIN recipe ON recipe.id = recipe_id
     JOIN profile_snapshot ON profile_snapshot.id = profile_id
     WHERE recipe.hash = ? AND profile_snapshot.hash = ?`
  ).get(hashOf(canonicalJson(recipe)), hashOf(canonicalJson(profile)))?.id
}

export interface Plan {
  readonly recipe: Recipe
  readonly recipeHash: string
  readonly profile: DomainProfile
  readonly profileHash: string
}

export function getPlan(db: Db, id: number): Plan | undefined {
  const row = sql<{ recipe: string; recipeHash: string; profile: string; profileHash: string }>(
    db,
    `SELECT recipe.json AS recipe, recipe.hash AS recipeHash, profile_snapshot.json AS profile,
       profile_snapshot.hash AS profileHash
     FROM plan JOIN recipe ON recipe.id = recipe_id JOIN profile_snapshot ON profile_snapshot.id = profile_id
     WHERE plan.id = ?`
  ).get(id)
  return row === undefined
    ? undefined
    : {
        ...row,
        recipe: JSON.parse(row.recipe) as Recipe,
        profile: JSON.parse(row.profile) as DomainProfile
      }
}
