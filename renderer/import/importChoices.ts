import { useLocalStorage, useSessionStorage } from '@mantine/hooks'
import type { ImportFormat } from '../../shared/api/formats.ts'
import { importWords } from './formats.ts'

export type FormatChoice = ImportFormat | 'auto'

export const isFormat = (value: unknown): value is FormatChoice =>
  typeof value === 'string' && Object.hasOwn(importWords, value)

/** Whether pictures are copied into the workspace or left where they are. */
export function useCopyChoice() {
  return useLocalStorage({ key: 'cultivar.copy', defaultValue: false, getInitialValueInEffect: false })
}

/** The format of the next import. Why only while the window lives: the next set is often another kind. */
export function useFormatChoice() {
  return useSessionStorage<FormatChoice>({
    key: 'cultivar.importFormat',
    defaultValue: 'auto',
    getInitialValueInEffect: false
  })
}

/** What an import that begins now is told besides its paths. */
export function useImportChoices(): { readonly copy: boolean; readonly format: FormatChoice } {
  const [copy] = useCopyChoice()
  const [format] = useFormatChoice()
  return { copy, format: isFormat(format) ? format : 'auto' }
}
