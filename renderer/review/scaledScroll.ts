/** Why: browsers stop laying out below about 33 million pixels; sets with a million variants are taller. */
export const tallestPx = 15_000_000

/** How far the grid moves for each pixel of its scroll bar; 1 unless the grid is taller than a browser can lay out. */
export function scrollRatio(totalPx: number, viewPx: number): number {
  return totalPx <= tallestPx ? 1 : (totalPx - viewPx) / (tallestPx - viewPx)
}

/** Where the grid must be for a line to be in sight: `offset` when it is already. All in pixels of the grid. */
export function offsetShowing(
  lineStart: number,
  lineHeight: number,
  { offset, viewPx }: { readonly offset: number; readonly viewPx: number }
): number {
  if (lineStart < offset) return lineStart
  if (lineStart + lineHeight > offset + viewPx) return Math.max(0, lineStart + lineHeight - viewPx)
  return offset
}
