import { Loader, Tooltip } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconInfoSmall } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { sourceImage } from '../../shared/api/bridge.ts'
import type { SourceRow } from '../../shared/api/types.ts'
import { plural } from '../client/outcome.ts'
import { useSourcePages } from '../client/sources.ts'
import { ErrorNote } from '../components/ErrorNote.tsx'
import { useMarksShown } from '../marks/marksShown.ts'
import { TileMarks } from '../marks/TileMarks.tsx'
import { type ClassLooks, useClassLooks } from '../marks/useClassLooks.ts'
import classes from './Import.module.css'
import { SourceDetails } from './SourceDetails.tsx'
import { pageFields, type SourceChoice } from './sourceFilter.ts'

const tileWidth = 104
const captionHeight = 20
const gap = 8

interface SourceTileProps {
  readonly source: SourceRow
  readonly looks: ClassLooks | null
  readonly sidePx: number
  readonly onOpen: (source: SourceRow) => void
}

function SourceTile({ source, looks, sidePx, onOpen }: SourceTileProps) {
  const about = `${source.name}, ${source.width} × ${source.height}, ${source.format}`
  const marked = source.objects === 0 ? '' : `, ${plural(source.objects, 'object')}`
  const label = `${source.className ?? 'no class'}, ${source.name}${marked}`
  return (
    <figure className={classes['tile']} title={about}>
      <button type="button" className={classes['open']} aria-label={label} onClick={() => onOpen(source)}>
        <img src={sourceImage(source.id, 192)} alt="" loading="lazy" decoding="async" />
        {looks !== null && source.objects > 0 && (
          <TileMarks of="source" id={source.id} looks={looks} sidePx={sidePx} />
        )}
        {source.objects > 0 && (
          <span className={`${classes['objects']} numbers`} aria-hidden>
            {source.objects.toLocaleString('en')}
          </span>
        )}
      </button>
      {source.notes.length > 0 && (
        <Tooltip label={source.notes.join(' ')}>
          <button type="button" className={classes['note']} aria-label={`Note: ${source.notes.join(' ')}`}>
            <IconInfoSmall size={18} aria-hidden />
          </button>
        </Tooltip>
      )}
      <figcaption>{source.name}</figcaption>
    </figure>
  )
}

/** Thumbnails of the sources, of one class or of all; only what is in sight is in the page. */
export function SourceGrid({ choice }: { readonly choice: SourceChoice }) {
  const scroller = useRef<HTMLElement | null>(null)
  const [opened, setOpened] = useState<SourceRow | null>(null)
  const { isShown } = useMarksShown()
  const looks = useClassLooks()
  const { ref: measured, width } = useElementSize()
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useSourcePages({
    states: ['ok'],
    fields: pageFields(choice)
  })
  const sources = data?.pages.flatMap(({ items }) => items) ?? []
  const columns = Math.max(1, Math.floor((width + gap) / (tileWidth + gap)))
  const cell = width === 0 ? tileWidth : (width + gap) / columns - gap
  const lineHeight = Math.floor(cell) + captionHeight + gap
  const lines = useVirtualizer({
    count: Math.ceil(sources.length / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 4
  })
  useEffect(() => lines.measure(), [lines, lineHeight])
  const items = lines.getVirtualItems()
  const lastLine = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && (lastLine + 8) * columns >= sources.length) void fetchNextPage()
  }, [lastLine, columns, sources.length, hasNextPage, isFetchingNextPage, fetchNextPage])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section ref={scroller} className={classes['grid']} aria-label="Sources" tabIndex={0}>
      {error !== null && <ErrorNote error={error} />}
      <div ref={measured} style={{ position: 'relative', height: lines.getTotalSize() }}>
        {items.map(({ index, start }) => (
          <div
            key={index}
            style={{
              position: 'absolute',
              inset: `0 0 auto 0`,
              transform: `translateY(${start}px)`,
              display: 'grid',
              gap,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`
            }}
          >
            {sources.slice(index * columns, (index + 1) * columns).map((source) => (
              <SourceTile
                key={source.id}
                source={source}
                looks={isShown ? looks : null}
                sidePx={cell}
                onOpen={setOpened}
              />
            ))}
          </div>
        ))}
      </div>
      {opened !== null && <SourceDetails source={opened} onClose={() => setOpened(null)} />}
      {isFetchingNextPage && <Loader size="xs" aria-label="More sources are being loaded" />}
    </section>
  )
}
