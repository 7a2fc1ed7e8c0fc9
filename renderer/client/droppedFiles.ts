import { bridge } from './bridge.ts'

function readEntries(reader: FileSystemDirectoryReader): Promise<readonly FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject))
}

async function filesBelow(entry: FileSystemEntry): Promise<readonly File[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject)
    )
    Object.defineProperty(file, 'relativePath', { value: entry.fullPath.replace(/^\//, '') })
    return [file]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const found: File[] = []
  // Subtle: a reader hands out at most 100 entries at a time and says that it is done with an empty list.
  for (let entries = await readEntries(reader); entries.length > 0; entries = await readEntries(reader)) {
    for (const child of entries) found.push(...(await filesBelow(child)))
  }
  return found
}

/**
 * The files of a drop. In Electron folders stay one item, because the host knows their path; in a browser they are
 * walked, and every file carries its path below the dropped folder.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly File[]> {
  if (bridge.host === 'electron') return [...transfer.files]
  // Subtle: the items are gone after the first await, so all are taken first. Not every item is an entry.
  const items = [...transfer.items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile())
  const all: File[] = []
  for (const item of items) {
    if (item instanceof File) all.push(item)
    else if (item !== null) all.push(...(await filesBelow(item)))
  }
  return all
}
