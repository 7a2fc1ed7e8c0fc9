import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { sourceImage } from '../../shared/api/bridge.ts'
import type { SourceRow } from '../../shared/api/types.ts'
import { plural } from '../client/outcome.ts'
import { useSourcePages } from '../client/sources.ts'
import { ErrorNote } from '../components/ErrorNote.tsx'
import classes from './Recipe.module.css'

interface ReferenceDialogProps {
  /** Title of the transform. */
  readonly title: string
  /** Content hashes. */
  readonly chosen: readonly string[]
  readonly onClose: () => void
  readonly onChosen: (hashes: readonly string[]) => void
}

/** As many as a recipe takes. */
const most = 1000
const states = ['ok'] as const

interface TileProps {
  readonly source: SourceRow
  readonly isChosen: boolean
  readonly onToggle: (hash: string) => void
}

function ReferenceTile({ source, isChosen, onToggle }: TileProps) {
  const { id, name, className, contentHash } = source
  if (contentHash === null) return null
  return (
    <label className={classes['reference']} title={name}>
      <input
        type="checkbox"
        checked={isChosen}
        aria-label={className === null ? name : `${className}, ${name}`}
        onChange={() => onToggle(contentHash)}
      />
      <img src={sourceImage(id, 192)} alt="" loading="lazy" decoding="async" />
    </label>
  )
}

/** Thumbnails of the sources to choose references from; those chosen already stay so, also when they are not shown. */
export function ReferenceDialog({ title, chosen, onClose, onChosen }: ReferenceDialogProps) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(() => new Set(chosen))
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useSourcePages({ states })
  const sources = data?.pages.flatMap(({ items }) => items) ?? []
  const toggle = (hash: string): void =>
    setPicked((now) => {
      const next = new Set(now)
      if (!next.delete(hash) && next.size < most) next.add(hash)
      return next
    })
  return (
    <Modal opened onClose={onClose} title={`References for "${title}"`} size="xl">
      <Stack gap="sm">
        <Text size="sm">
          Every variant takes one of the chosen pictures; with none chosen, any picture of the same split.
        </Text>
        {error !== null && <ErrorNote error={error} />}
        <div className={classes['references']} role="group" aria-label="Pictures">
          {sources.map((source) => (
            <ReferenceTile
              key={source.id}
              source={source}
              isChosen={source.contentHash !== null && picked.has(source.contentHash)}
              onToggle={toggle}
            />
          ))}
        </div>
        {hasNextPage && (
          <Button
            size="xs"
            variant="default"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            Show more
          </Button>
        )}
        <Group justify="space-between">
          <Text size="sm" aria-live="polite">
            {picked.size === 0 ? 'None chosen' : plural(picked.size, 'picture') + ' chosen'}
          </Text>
          <Group gap="xs">
            <Button size="xs" variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button size="xs" onClick={() => onChosen([...picked])}>
              Use them
            </Button>
          </Group>
        </Group>
      </Stack>
    </Modal>
  )
}
