import { useLayoutEffect, useRef } from 'react'
import type { DecodedTile } from '../client/recipe.ts'

/** A decoded picture, painted in the same frame in which it is handed over; whoever shows it says what it is. */
export function TileCanvas({ tile }: { readonly tile: DecodedTile }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { width, height } = tile
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d')
    performance.mark('6 painted')
    context?.clearRect(0, 0, tile.width, tile.height)
    context?.drawImage(tile.bitmap, 0, tile.top, tile.width, tile.height, 0, 0, tile.width, tile.height)
  }, [tile])
  return <canvas ref={canvas} width={width} height={height} aria-hidden />
}
