import { ActionIcon, Group, Modal, Stack, Text } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import type { CallInput, Preview } from '../../shared/api/contract.ts'
import type { SourceRow } from '../../shared/api/types.ts'
import { usePreview } from '../client/recipe.ts'
import { Compare } from '../components/Compare.tsx'
import { StepList } from '../components/StepList.tsx'

const largeEdge = 768

interface LargeDrawProps {
  readonly preview: Preview
  /** What the figure was asked for; its one draw is asked for again, larger. */
  readonly input: CallInput<'preview.draw'>
  readonly source: SourceRow
  readonly index: number
  readonly onGo: (index: number) => void
  readonly onClose: () => void
}

/** One draw of the figure beside its source, with what was drawn in words. */
export function LargeDraw({ preview, input, source, index, onGo, onClose }: LargeDrawProps) {
  const { data: large, isPlaceholderData } = usePreview({
    ...input,
    count: 1,
    firstCopy: (input.firstCopy ?? 0) + index,
    edge: largeEdge
  })
  const { tiles, image } = preview
  const tile = tiles[index]
  const go = (by: number): void => onGo((index + by + tiles.length) % tiles.length)
  useWindowEvent('keydown', ({ key }) => {
    if (key === 'ArrowLeft') go(-1)
    if (key === 'ArrowRight') go(1)
  })
  if (tile === undefined) return null
  const label =
    tile.className === null || tile.className === source.className ? '' : `, labelled "${tile.className}"`
  return (
    <Modal opened onClose={onClose} title={`Draw ${index + 1} of ${tiles.length}`} size="60rem">
      <Stack gap="xs">
        <Compare
          before={large?.image ?? image}
          after={isPlaceholderData ? tile.image : (large?.tiles[0]?.image ?? tile.image)}
          beforeCaption={source.name}
          afterCaption={`Draw ${index + 1}${label}`}
          beforeMarks={large?.marks ?? preview.marks}
          afterMarks={isPlaceholderData ? tile.marks : (large?.tiles[0]?.marks ?? tile.marks)}
        />
        <Group gap="xs" align="flex-start" wrap="nowrap">
          <ActionIcon variant="default" aria-label="Previous draw" onClick={() => go(-1)}>
            <IconChevronLeft size={16} />
          </ActionIcon>
          <ActionIcon variant="default" aria-label="Next draw" onClick={() => go(1)}>
            <IconChevronRight size={16} />
          </ActionIcon>
          <div style={{ flex: 1 }}>
            <StepList steps={tile.parameters} />
          </div>
        </Group>
        {tile.redraws > 0 && (
          <Text size="xs" c="dimmed">
            {tile.redraws === 1 ? 'One draw' : `${tile.redraws} draws`} before this one left the domain and
            were thrown away.
          </Text>
        )}
      </Stack>
    </Modal>
  )
}
