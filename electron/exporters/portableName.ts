/** Unit: bytes in UTF-8; leaves room for "-12345" and an extension below the 255 of common file systems. */
const maxNameBytes = 200
const reserved =
  /^(con|prn|aux|nul|conin\$|conout\$|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])\s*(\.|$)/i

/**
 * A name that every common file system takes: no separators, control, direction or wildcard characters, no trailing dot
 * or space, no leading dash, not a device name of Windows, in NFC and not too long. Never empty.
 */
export function portableName(name: string): string {
  const cleaned = name
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(
      // oxlint-disable-next-line no-control-regex
      /[\u0000-\u001f\u007f-\u009f<>:"/\\|?*\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
      '_'
    )
    .replace(/^[-\s]+/, '_')
  const safe = reserved.test(cleaned) ? `_${cleaned}` : cleaned
  // Why the ending last: shortening may bring a dot or a space to the end.
  const ended = shorten(safe).replace(/[.\s]+$/, '')
  return ended === '' ? '_' : ended
}

function shorten(name: string): string {
  let short = name
  const encoder = new TextEncoder()
  while (encoder.encode(short).length > maxNameBytes) short = Array.from(short).slice(0, -1).join('')
  return short
}

/** Why upper case: it makes more letters equal than lower case does (two kinds of Greek s, of German ss). */
const keyOf = (path: string): string => path.normalize('NFC').toUpperCase()

/** Hands out every path once, comparing as a file system without case does; a taken one gets `-2`, `-3` and so on. */
export function createNamer(): (path: string) => string {
  const taken = new Map<string, number>()
  const claim = (path: string): boolean => {
    const key = keyOf(path)
    if (taken.has(key)) return false
    taken.set(key, 1)
    return true
  }
  return (path) => {
    if (claim(path)) return path
    const key = keyOf(path)
    for (let n = (taken.get(key) ?? 1) + 1; ; n++) {
      taken.set(key, n)
      if (claim(`${path}-${n}`)) return `${path}-${n}`
    }
  }
}
