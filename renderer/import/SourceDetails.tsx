import { Group, Modal, Stack, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { sourceImage } from '../../shared/api/bridge.ts'
import type { SourceRow } from '../../shared/api/types.ts'
import { useMarks } from '../client/marks.ts'
import { SteadyImage } from '../components/SteadyImage.tsx'
import { Legend } from '../marks/Legend.tsx'
import { MarkedPicture } from '../marks/MarkedPicture.tsx'
import { useMarksShown } from '../marks/marksShown.ts'
import { MarksSwitch } from '../marks/MarksSwitch.tsx'
import { classesOf } from '../marks/things.ts'
import { useClassLooks } from '../marks/useClassLooks.ts'
import classes from './Import.module.css'

const shownEdge = 1024

interface Line {
  readonly title: string
  readonly text: string
}

function linesOf(source: SourceRow, labels: readonly string[], captions: readonly string[]): readonly Line[] {
  const several = labels.length > 1
  return [
    {
      title: several ? 'Classes' : 'Class',
      text: several ? labels.join(', ') : (source.className ?? 'none')
    },
    ...(source.split === null ? [] : [{ title: 'Split', text: source.split }]),
    ...captions.map((text, index) => ({
      title: captions.length === 1 ? 'Caption' : `Caption ${index + 1}`,
      text
    })),
    {
      title: 'File',
      text: `${source.width} × ${source.height}, ${source.channels} channels of ${source.depth} bits, ${source.format}`
    },
    ...source.notes.map((text) => ({ title: 'Note', text }))
  ]
}

/** A source, large, with all that is known of it. */
export function SourceDetails({
  source,
  onClose
}: {
  readonly source: SourceRow
  readonly onClose: () => void
}) {
  const looks = useClassLooks()
  const { isShown } = useMarksShown()
  const marks = useMarks({ of: 'source', id: source.id, size: 'large' })
  const [stressed, setStressed] = useState<string | null | undefined>(undefined)
  const lines = linesOf(source, marks?.labels ?? [], marks?.captions ?? [])
  return (
    <Modal opened onClose={onClose} size="56rem" title={source.name}>
      <Stack gap="xs">
        <div className={classes['large']}>
          <MarkedPicture marks={isShown ? marks : null} looks={looks} stressed={stressed}>
            <SteadyImage src={sourceImage(source.id, shownEdge)} alt={source.className ?? source.name} />
          </MarkedPicture>
        </div>
        {source.objects > 0 && (
          <Group gap="md">
            <MarksSwitch />
            {isShown && <Legend entries={classesOf([marks])} looks={looks} onStress={setStressed} />}
            {(marks?.more ?? 0) > 0 && (
              <Text size="xs" c="dimmed">
                {marks?.more.toLocaleString('en')} more are not shown.
              </Text>
            )}
          </Group>
        )}
        <Table verticalSpacing={2} fz="sm" withRowBorders={false}>
          <Table.Tbody>
            {lines.map(({ title, text }) => (
              <Table.Tr key={`${title} ${text}`}>
                <Table.Td fw={600} w="7rem">
                  {title}
                </Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{text}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Stack>
    </Modal>
  )
}
