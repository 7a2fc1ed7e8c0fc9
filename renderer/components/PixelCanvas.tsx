import { useLayoutEffect, useRef } from 'react'

/** Pixels on the screen, in the same frame in which they are handed over; whoever shows it says what it is. */
export function PixelCanvas({ pixels }: { readonly pixels: ImageData }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(pixels, 0, 0)
  }, [pixels])
  return <canvas ref={canvas} width={pixels.width} height={pixels.height} aria-hidden />
}
