import { defaultRangeExtractor, observeElementOffset, useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useRef } from 'react'
import { offsetShowing, scrollRatio, tallestPx } from './scaledScroll.ts'

interface LinesOptions {
  readonly count: number
  readonly lineHeight: number
  /** Always kept in the page, so that the focus is never lost by scrolling. */
  readonly cursorLine: number
}

/** The lines of the grid that are in the page, and where; of any height, see scaledScroll. */
export function useLines({ count, lineHeight, cursorLine }: LinesOptions) {
  const scroller = useRef<HTMLDivElement | null>(null)
  const totalPx = count * lineHeight
  const ratioOf = useCallback(
    (element: Element): number => scrollRatio(totalPx, element.clientHeight),
    [totalPx]
  )
  const lines = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 2,
    rangeExtractor: (range) =>
      [...new Set([cursorLine, ...defaultRangeExtractor(range)])].filter((line) => line < count),
    observeElementOffset: (instance, report) =>
      observeElementOffset(instance, (offset, isScrolling) => {
        const element = instance.scrollElement
        report(element === null ? offset : offset * ratioOf(element), isScrolling)
      })
  })
  useEffect(() => lines.measure(), [lines, lineHeight])
  const show = useCallback(
    (line: number): void => {
      const element = scroller.current
      if (element === null) return
      const ratio = ratioOf(element)
      const offset = element.scrollTop * ratio
      const next = offsetShowing(line * lineHeight, lineHeight, { offset, viewPx: element.clientHeight })
      if (next !== offset) element.scrollTop = next / ratio
    },
    [lineHeight, ratioOf]
  )
  const isScaled = totalPx > tallestPx
  const scrollTop = scroller.current?.scrollTop ?? 0
  const shift = isScaled ? scrollTop - (lines.scrollOffset ?? 0) : 0
  return {
    scroller,
    show,
    heightPx: Math.min(totalPx, tallestPx),
    items: lines.getVirtualItems().map(({ index, start }) => ({ index, topPx: start + shift })),
    firstVisible: lines.range?.startIndex ?? 0,
    visibleLines: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 600) / lineHeight))
  }
}
