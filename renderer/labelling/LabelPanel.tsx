import { Button, Group, Kbd, ScrollArea, Stack, Text, TextInput, Title, UnstyledButton } from '@mantine/core'
import { IconFolders } from '@tabler/icons-react'
import { type Ref, useState } from 'react'
import { sourceImage } from '../../shared/api/bridge.ts'
import type { KnownClass } from '../../shared/api/contract.ts'
import { useMarks } from '../client/marks.ts'
import { plural } from '../client/outcome.ts'
import { SteadyImage } from '../components/SteadyImage.tsx'
import { MarkedPicture } from '../marks/MarkedPicture.tsx'
import { useMarksShown } from '../marks/marksShown.ts'
import { useClassLooks } from '../marks/useClassLooks.ts'
import { digits } from './classNames.ts'
import classes from './Labelling.module.css'
import type { LabelModel } from './useLabelModel.ts'

interface LabelPanelProps {
  readonly model: LabelModel
  readonly names: readonly string[]
  readonly known: readonly KnownClass[]
  readonly field: Ref<HTMLInputElement>
  readonly onMany: () => void
  /** Gives the focus back to the grid. */
  readonly onTyped: () => void
}

function Current({ model: { current } }: { readonly model: LabelModel }) {
  const looks = useClassLooks()
  const { isShown } = useMarksShown()
  const isAsked = isShown && current !== undefined && current.objects > 0
  const marks = useMarks({ of: 'source', id: isAsked ? current.id : null, size: 'large' })
  if (current === undefined) return null
  return (
    <figure className={classes['current']}>
      <MarkedPicture marks={marks} looks={looks}>
        <SteadyImage src={sourceImage(current.id, 512)} alt={current.name} />
      </MarkedPicture>
      <figcaption>
        <b>{current.className ?? 'No class'}</b> {current.name}
      </figcaption>
    </figure>
  )
}

function NewName({ model, field, onTyped }: Pick<LabelPanelProps, 'model' | 'field' | 'onTyped'>) {
  const [name, setName] = useState('')
  const give = (): void => {
    if (name.trim() === '') return
    model.label(name.trim())
    setName('')
    onTyped()
  }
  return (
    <TextInput
      ref={field}
      size="xs"
      label="Another class"
      placeholder="Type its name, then Enter"
      maxLength={200}
      value={name}
      onChange={({ currentTarget }) => setName(currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') give()
        if (event.key !== 'Escape') return
        setName('')
        onTyped()
      }}
    />
  )
}

/** The picture under the cursor, and the classes that can be given. */
export function LabelPanel({ model, names, known, field, onMany, onTyped }: LabelPanelProps) {
  const counts = new Map(known.map(({ name, sources }) => [name, sources]))
  const target =
    model.selection.kind === 'some' ? plural(model.targets.length, 'selected source') : 'this source'
  return (
    <section className={classes['panel']} aria-label="Classes to give">
      <Current model={model} />
      <Title order={3} size="sm" aria-live="polite">
        Class of {target}
      </Title>
      <ScrollArea.Autosize mah="38dvh" type="auto">
        {names.map((name, index) => (
          <UnstyledButton
            key={name}
            className={classes['name']}
            aria-pressed={model.current?.className === name}
            onClick={() => model.label(name)}
          >
            {digits[index] === undefined ? <span /> : <Kbd size="xs">{digits[index]}</Kbd>}
            <span className={classes['text']}>{name}</span>
            <span className="numbers">{(counts.get(name) ?? 0).toLocaleString('en')}</span>
          </UnstyledButton>
        ))}
      </ScrollArea.Autosize>
      <NewName model={model} field={field} onTyped={onTyped} />
      <Stack gap={6}>
        <Group gap={6}>
          <Button size="compact-xs" variant="default" onClick={() => model.label(null)}>
            Take the class away
          </Button>
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconFolders size={14} />}
            onClick={onMany}
          >
            Many at once…
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          Digits give a class and go on, arrows move, Shift and Ctrl select, letters begin a new name,{' '}
          <Kbd size="xs">U</Kbd> takes the last one back.
        </Text>
      </Stack>
    </section>
  )
}
