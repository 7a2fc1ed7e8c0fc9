const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** "512 bytes", "1.5 MB": thousands, as file managers of Linux and macOS count. */
export function bytesInWords(bytes: number): string {
  const power = Math.min(units.length - 1, bytes < 1000 ? 0 : Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${power === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[power]}`
}
