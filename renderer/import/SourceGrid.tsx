import { Loader, Tooltip } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconInfoSmall } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { sourceImage } from '../../shared/api/bridge.ts'
import type { SourceRow } from '../../shared/api/types.ts'
import { useSourcePages } from '../client/sources.ts'
import { ErrorNote } from '../components/ErrorNote.tsx'
import classes from './Import.module.css'

const tileWidth = 104
const captionHeight = 20
const gap = 8

function SourceTile({ source }: { readonly source: SourceRow }) {
  const about = `${source.name}, ${source.width} × ${source.height}, ${source.format}`
  return (
    <figure className={classes['tile']} title={about}>
      <img
        src={sourceImage(source.id, 192)}
        alt={source.className ?? source.name}
        loading="lazy"
        decoding="async"
      />
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
export function SourceGrid({ className }: { readonly className: string | undefined }) {
  const scroller = useRef<HTMLElement | null>(null)
  const { ref: measured, width } = useElementSize()
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useSourcePages({
    states: ['ok'],
    className
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
              <SourceTile key={source.id} source={source} />
            ))}
          </div>
        ))}
      </div>
      {isFetchingNextPage && <Loader size="xs" aria-label="More sources are being loaded" />}
    </section>
  )
}
