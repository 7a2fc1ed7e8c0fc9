import { useEffect, useState } from 'react'
import { onAnnounce } from '../client/notices.ts'

/** What `announce` was last given, for screen readers. */
export function LiveRegion() {
  const [text, setText] = useState('')
  useEffect(() => onAnnounce(setText), [])
  return (
    <div className="spoken" role="status" aria-live="polite">
      {text}
    </div>
  )
}
