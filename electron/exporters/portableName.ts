/** Unit: bytes in UTF-8; leaves room for "-12345" and an extension below the 255 of common file systems. */
const maxNameBytes = 200
const reserved = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i

/**
 * A name that every common file system takes: no separators, control or wildcard characters, no trailing dot or
 * space, no leading dash, not a device name of Windows, in NFC and not too long. Never empty.
 */
export function portableName(name: string): string {
  const cleaned = name
    .normalize('NFC')
    // eslint-disable-next-line no-control-regex
    .replaceAll(/[\u0000-\u001f\u007f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]/g, '_')
    .replace(/^[-\s]+/, '_')
    .replace(/[.\s]+$/, '')
  const safe = reserved.test(cleaned) ? `_${cleaned}` : cleaned
  return shorten(safe === '' || safe === '.' || safe === '..' ? '_' : safe)
}

export function portablePath(parts: readonly string[]): string {
  return parts.join('/')
}

function shorten(name: string): string {
  let short = name
  const encoder = new TextEncoder()
  while (encoder.encode(short).length > maxNameBytes) short = [...short].slice(0, -1).join('')
  return short
}

/** Hands out every path once, comparing as a file system without case does; a taken one gets `-2`, `-3` and so on. */
export function createNamer(): (path: string) => string {
  const taken = new Map<string, number>()
  const claim = (path: string): boolean => {
    const key = path.normalize('NFC').toLowerCase()
    if (taken.has(key)) return false
    taken.set(key, 1)
    return true
  }
  return (path) => {
    if (claim(path)) return path
    const key = path.normalize('NFC').toLowerCase()
    for (let n = (taken.get(key) ?? 1) + 1; ; n++) {
      taken.set(key, n)
      if (claim(`${path}-${n}`)) return `${path}-${n}`
    }
  }
}
