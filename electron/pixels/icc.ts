/**
 * The description inside an ICC profile, such as "Display P3"; empty when it has none that can be read.
 *
 * Never throws: a broken profile is no reason to refuse a picture.
 */
export function profileName(profile: Uint8Array): string {
  const view = new DataView(profile.buffer, profile.byteOffset, profile.byteLength)
  if (view.byteLength < 132) return ''
  const tags = Math.min(view.getUint32(128), 100)
  for (let i = 0; i < tags && 144 + 12 * i <= view.byteLength; i++) {
    const entry = 132 + 12 * i
    if (view.getUint32(entry) === 0x64657363) return readText(view, view.getUint32(entry + 4))
  }
  return ''
}

function readText(view: DataView, at: number): string {
  if (at + 28 > view.byteLength) return ''
  const isUnicode = view.getUint32(at) === 0x6d6c7563
  const length = isUnicode ? view.getUint32(at + 20) : view.getUint32(at + 8)
  const start = isUnicode ? at + view.getUint32(at + 24) : at + 12
  const step = isUnicode ? 2 : 1
  let text = ''
  for (let i = start; i + step <= Math.min(start + length, view.byteLength) && text.length < 80; i += step) {
    const code = isUnicode ? view.getUint16(i) : view.getUint8(i)
    if (code >= 32 && code !== 127) text += String.fromCharCode(code)
  }
  return text.trim()
}

/**
 * Whether the profile is sRGB itself, so that nothing needs converting.
 *
 * Why: sending samples from sRGB to sRGB through a colour engine moves many of them by one step.
 */
export function isSrgbName(name: string): boolean {
  return /^c2(ci)?$/.test(name) || (/srgb/i.test(name) && !/linear|e-srgb|scrgb|esrgb/i.test(name))
}
