import type { ComponentType } from 'react'
import { IconAdjustments, IconChecks, IconPackageExport, IconPhotoPlus } from '@tabler/icons-react'
import type { WorkspaceStatus } from '../../shared/api/contract.ts'
import type { ShortcutId } from '../shortcuts/registry.ts'

export const stepIds = ['import', 'recipe', 'review', 'export'] as const
export type StepId = (typeof stepIds)[number]

export interface StepSpec {
  readonly id: StepId
  readonly title: string
  readonly Icon: ComponentType<{
    readonly size?: number
    readonly stroke?: number
    readonly 'aria-hidden'?: boolean
  }>
  readonly shortcut: ShortcutId
  /** The count below the title, short and in words. */
  readonly count: (status: WorkspaceStatus) => readonly [short: string, words: string]
}

const number = (value: number): string => value.toLocaleString('en')

export const steps: readonly StepSpec[] = [
  {
    id: 'import',
    title: 'Import',
    Icon: IconPhotoPlus,
    shortcut: 'goImport',
    count: ({ sources }) => [number(sources), `${number(sources)} sources`]
  },
  {
    id: 'recipe',
    title: 'Recipe',
    Icon: IconAdjustments,
    shortcut: 'goRecipe',
    count: ({ recipe }) => [number(recipe.steps.length), `${number(recipe.steps.length)} steps`]
  },
  {
    id: 'review',
    title: 'Review',
    Icon: IconChecks,
    shortcut: 'goReview',
    count({ variants }) {
      const decided = variants.accepted + variants.rejected
      const total = decided + variants.pending
      return [`${number(decided)} / ${number(total)}`, `${number(decided)} of ${number(total)} decided`]
    }
  },
  {
    id: 'export',
    title: 'Export',
    Icon: IconPackageExport,
    shortcut: 'goExport',
    count: ({ exports }) => [number(exports), `${number(exports)} exports`]
  }
]

/** The step that an address ends in ("#review"); the first one when it names none. */
export function stepOfHash(hash: string): StepId {
  return stepIds.find((id) => `#${id}` === hash) ?? 'import'
}
