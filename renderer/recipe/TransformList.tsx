import { Title } from '@mantine/core'
import type { Limits } from '../../shared/policy/profile.ts'
import type { Recipe } from '../../shared/recipe/schema.ts'
import { transforms } from '../../shared/transforms/index.ts'
import type { TransformGroup } from '../../shared/transforms/spec.ts'
import classes from './Recipe.module.css'
import { TransformRow } from './TransformRow.tsx'
import type { Edit } from './useDraft.ts'

const groups: readonly { readonly id: TransformGroup; readonly title: string }[] = [
  { id: 'geometry', title: 'Geometry' },
  { id: 'distortion', title: 'Distortion' },
  { id: 'colour', title: 'Colour and light' },
  { id: 'blur', title: 'Blur' }
]

interface TransformListProps {
  readonly recipe: Recipe
  readonly limits: Limits
  readonly edit: Edit
}

/** Every transform, also the forbidden ones, each with what the domain says about it. */
export function TransformList({ recipe, limits, edit }: TransformListProps) {
  return groups.map(({ id, title }) => (
    <section key={id} className={classes['panel']} aria-labelledby={`group-${id}`}>
      <Title order={2} size="h3" id={`group-${id}`} mb={2}>
        {title}
      </Title>
      {transforms
        .filter(({ group }) => group === id)
        .map((spec) => (
          <TransformRow key={spec.id} spec={spec} recipe={recipe} limits={limits} edit={edit} />
        ))}
    </section>
  ))
}
