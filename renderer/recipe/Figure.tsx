import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconChevronLeft, IconChevronRight, IconPhotoOff, IconRefresh } from '@tabler/icons-react'
import { memo, type Ref, useCallback, useImperativeHandle, useState } from 'react'
import { sourceImage } from '../../shared/api/bridge.ts'
import type { SourceRow } from '../../shared/api/types.ts'
import type { Recipe } from '../../shared/recipe/schema.ts'
import { useFigure } from '../client/recipe.ts'
import { useSourceAfter } from '../client/sources.ts'
import { EmptyState } from '../components/EmptyState.tsx'
import { ErrorNote } from '../components/ErrorNote.tsx'
import { Legend } from '../marks/Legend.tsx'
import { useMarksShown } from '../marks/marksShown.ts'
import { MarksSwitch } from '../marks/MarksSwitch.tsx'
import { classesOf } from '../marks/things.ts'
import { useClassLooks } from '../marks/useClassLooks.ts'
import { useShortcut } from '../shortcuts/useShortcut.ts'
import { DrawTile, SourceTile } from './FigureTile.tsx'
import { LargeDraw } from './LargeDraw.tsx'
import classes from './Recipe.module.css'

const drawsShown = 15
const edge = window.devicePixelRatio > 1.5 ? 384 : 192

/** As in the style sheet. */
const gapPx = 4
const borderPx = 2

const noIds: readonly number[] = []

/** The sources gone through so far: the figure shows the first one after the last of them. */
function useSourceWalk(className: string | undefined) {
  const [trail, setTrail] = useState<{ readonly of: string | undefined; readonly ids: readonly number[] }>({
    of: className,
    ids: []
  })
  const ids = trail.of === className ? trail.ids : noIds
  const { data, error } = useSourceAfter(ids.at(-1) ?? 0, className)
  const source = data?.items[0]
  return {
    source,
    error,
    isEmpty: data !== undefined && source === undefined,
    canGoBack: ids.length > 0,
    canGoOn: (data?.items.length ?? 0) > 1,
    back: useCallback(() => setTrail({ of: className, ids: ids.slice(0, -1) }), [className, ids]),
    on: useCallback(() => {
      if (source !== undefined) setTrail({ of: className, ids: [...ids, source.id] })
    }, [className, ids, source])
  }
}

interface FigureBarProps {
  readonly source: SourceRow | undefined
  readonly redraw: () => void
  /** Absent where there is no further source. */
  readonly back?: () => void
  readonly on?: () => void
}

/** Why memo: while a slider moves only the pictures change. */
const FigureBar = memo(function FigureBar({ source, redraw, back, on }: FigureBarProps) {
  return (
    <Group gap="xs" mb={6} wrap="nowrap">
      <Tooltip label="Previous source ([)">
        <ActionIcon
          variant="default"
          aria-label="Previous source"
          disabled={back === undefined}
          onClick={back}
        >
          <IconChevronLeft size={16} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Next source (])">
        <ActionIcon variant="default" aria-label="Next source" disabled={on === undefined} onClick={on}>
          <IconChevronRight size={16} />
        </ActionIcon>
      </Tooltip>
      <Text size="sm" truncate flex={1} title={source?.name}>
        {source?.name} {source !== undefined && source.className !== null && <b>{source.className}</b>}
      </Text>
      <MarksSwitch />
      <Tooltip label="Fifteen other draws (D)">
        <Button size="xs" variant="default" leftSection={<IconRefresh size={16} />} onClick={redraw}>
          Redraw
        </Button>
      </Tooltip>
    </Group>
  )
})

/** Begins to draw a recipe that will be shown in a moment: other processes work while this one renders the sliders. */
export type DrawAhead = (recipe: Recipe) => void

interface FigureProps {
  readonly ahead: Ref<DrawAhead>
  readonly recipe: Recipe
  readonly profileId: string
  readonly className: string | undefined
}

/** The classic figure: one source and fifteen draws of it, live. */
export function Figure({ ahead, recipe, profileId, className }: FigureProps) {
  const { source, error: sourceError, isEmpty, canGoBack, canGoOn, back, on } = useSourceWalk(className)
  const [firstCopy, setFirstCopy] = useState(0)
  const { hasMarks, isShown } = useMarksShown()
  const looks = useClassLooks()
  const { ref: measured, width } = useElementSize()
  const [large, setLarge] = useState<number | null>(null)
  const input =
    source === undefined
      ? null
      : { recipe, profileId, sourceId: source.id, count: drawsShown, firstCopy, edge, marks: isShown }
  const { data: figure, error, ahead: drawAhead } = useFigure(input)
  useImperativeHandle(ahead, () => (next: Recipe) => {
    if (input !== null) drawAhead({ ...input, recipe: next })
  })
  const preview = figure?.preview
  const redraw = useCallback(() => setFirstCopy((first) => (first + drawsShown) % 1_000_000), [])
  useShortcut('redraw', redraw)
  useShortcut('previousSource', back, { isEnabled: canGoBack })
  useShortcut('nextSource', on, { isEnabled: canGoOn })
  if (sourceError !== null) return <ErrorNote error={sourceError} />
  if (isEmpty) {
    return (
      <EmptyState
        icon={<IconPhotoOff size={40} stroke={1.2} aria-hidden />}
        title="No picture to show"
        text="Import pictures first; then this figure shows one of them and fifteen variants."
      />
    )
  }
  const side = Math.max(0, (width - 3 * gapPx) / 4 - 2 * borderPx)
  const box = { width: side, height: side }
  const before = preview?.image ?? (source === undefined ? '' : sourceImage(source.id, edge))
  return (
    <div>
      <FigureBar
        source={source}
        redraw={redraw}
        {...(canGoBack ? { back } : {})}
        {...(canGoOn ? { on } : {})}
      />
      {error !== null && <ErrorNote error={error} />}
      <div
        ref={measured}
        className={classes['figure']}
        role="group"
        aria-label="The source and fifteen draws of it"
      >
        {source !== undefined && (
          <SourceTile source={source} image={before} overlay={{ marks: preview?.marks, looks, box }} />
        )}
        {preview?.tiles.map((tile, index) => (
          <DrawTile
            key={index}
            tile={tile}
            picture={figure?.pictures[index] ?? ''}
            index={index}
            before={before}
            overlay={{ marks: tile.marks, looks, box }}
            onOpen={() => setLarge(index)}
          />
        ))}
      </div>
      {hasMarks && isShown && <Legend entries={classesOf([preview?.marks])} looks={looks} most={12} />}
      {preview !== undefined && source !== undefined && input !== null && large !== null && (
        <LargeDraw
          preview={preview}
          input={input}
          source={source}
          index={large}
          onGo={setLarge}
          onClose={() => setLarge(null)}
        />
      )}
    </div>
  )
}
