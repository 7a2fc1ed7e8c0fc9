import { type CSSProperties, useEffect, useState } from 'react'

interface SteadyImageProps {
  readonly src: string
  readonly alt: string
  readonly className?: string | undefined
  readonly style?: CSSProperties
}

/** A picture that stays what it was until the next one is loaded, so that a grid does not flicker. */
export function SteadyImage({ src, alt, className, style }: SteadyImageProps) {
  const [shown, setShown] = useState(src)
  useEffect(() => {
    if (src === shown) return
    let isCurrent = true
    const next = new Image()
    next.src = src
    // Why also on an error: a picture that is gone must not be passed off as the present one.
    const show = (): void => {
      if (isCurrent) setShown(src)
    }
    next.decode().then(show, show)
    return () => {
      isCurrent = false
    }
  }, [src, shown])
  return <img src={shown} alt={alt} className={className} style={style} draggable={false} />
}
