import { decodeName, escapeName, isSkipped } from '../names.ts'

/** A name as an archive states it, made safe, or why it is refused. */
export type EntryName =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'refused'; readonly shown: string; readonly reason: string }

/** The name in UTF-8, or what to do about bytes that are not. */
export function tarName(raw: Uint8Array): EntryName {
  const text = decodeName(raw)
  if (text !== undefined) return safeName(text)
  return {
    kind: 'refused',
    shown: escapeName(raw),
    reason: 'The name is not valid UTF-8. Rename the file and pack it again.'
  }
}

/** Leaves out parts that say nothing (`./a//b`), and refuses what would lead elsewhere. */
export function safeName(text: string): EntryName {
  const refuse = (reason: string): EntryName => ({ kind: 'refused', shown: shown(text), reason })
  if (text.includes('\0')) return refuse('The name holds a zero byte. Rename the file and pack it again.')
  if (/^([/\\]|[a-z]:[/\\])/i.test(text))
    return refuse('The path is absolute. Pack the files again with paths below one folder.')
  if (text.includes('\\'))
    return refuse('The path holds a backslash. Pack the files again with / between folders.')
  const parts = text.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.includes('..'))
    return refuse('The path leads out of the archive. Pack the files again with paths below one folder.')
  if (parts.length === 0) return refuse('The name is empty. Name the file and pack it again.')
  return { kind: 'name', name: parts.join('/') }
}

/** Hidden files and what systems leave behind, in any folder. */
export function isSkippedPath(name: string): boolean {
  return name.split('/').some(isSkipped)
}

function shown(text: string): string {
  return text.replaceAll('\0', '\\0')
}
