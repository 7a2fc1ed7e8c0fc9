/** From this many screen pixels per pixel on, a picture is shown as squares rather than as a blur. */
const crispFrom = 2

/** Whether a picture of `naturalPx` is enlarged so much, at `shownPx` (CSS pixels), that smoothing would hide it. */
export function isEnlarged(naturalPx: number, shownPx: number): boolean {
  return naturalPx > 0 && shownPx >= naturalPx * crispFrom
}

/**
 * Marks every picture of `root` that is shown much larger than it is, when it has loaded; the style sheet then draws
 * its pixels as squares. A digit of 28 x 28 pixels is judged by them.
 */
export function keepSmallPicturesCrisp(root: Document): void {
  // Why capture: `load` does not bubble, and one listener serves every picture there will be.
  root.addEventListener(
    'load',
    ({ target }) => {
      if (!(target instanceof HTMLImageElement)) return
      const isCrisp = isEnlarged(target.naturalHeight, target.clientHeight)
      target.toggleAttribute('data-crisp', isCrisp)
    },
    true
  )
}
