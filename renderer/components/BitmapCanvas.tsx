import { useLayoutEffect, useRef } from 'react'

/** A decoded picture, painted in the same frame in which it is handed over; whoever shows it says what it is. */
export function BitmapCanvas({ bitmap }: { readonly bitmap: ImageBitmap }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d')
    context?.clearRect(0, 0, bitmap.width, bitmap.height)
    context?.drawImage(bitmap, 0, 0)
  }, [bitmap])
  return <canvas ref={canvas} width={bitmap.width} height={bitmap.height} aria-hidden />
}
