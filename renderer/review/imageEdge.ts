/** Sizes in which thumbnails are asked for, so that moving the size slider does not ask for every size between. */
const edges = [64, 96, 128, 192, 256, 384, 512, 768] as const

/** The longer edge, in pixels of the screen, to ask for when a picture is shown `sizePx` CSS pixels large. */
export function imageEdge(sizePx: number, pixelRatio = globalThis.devicePixelRatio ?? 1): number {
  const wanted = sizePx * Math.min(pixelRatio, 2)
  return edges.find((edge) => edge >= wanted) ?? edges[edges.length - 1] ?? 768
}
