import { z } from 'zod'
import { readJsonFile, writeJsonFile } from './jsonFile.ts'

export const purposes = ['import', 'export', 'workspace'] as const
export type Purpose = (typeof purposes)[number]

const settingsSchema = z.object({
  /** Where the dialog for each purpose was last used; since Electron 43 the system no longer remembers it. */
  lastFolders: z.partialRecord(z.enum(purposes), z.string()).default({}),
  /** Workspaces, the one that was open last first. */
  recent: z.array(z.string()).default([])
})
type Stored = z.infer<typeof settingsSchema>

const longestRecent = 10

/** What the desktop host remembers between two runs. */
export interface Settings {
  recent(): readonly string[]
  addRecent(workspace: string): void
  removeRecent(workspace: string): void
  lastFolder(purpose: Purpose): string | undefined
  setLastFolder(purpose: Purpose, folder: string): void
}

export function createSettings(path: string): Settings {
  let stored: Stored = readJsonFile(path, settingsSchema, { lastFolders: {}, recent: [] })
  function change(next: Partial<Stored>): void {
    stored = { ...stored, ...next }
    try {
      writeJsonFile(path, stored)
    } catch (error) {
      // Why only logged: nothing that the person made is lost, and the next change tries again.
      console.error('The settings could not be stored:', error)
    }
  }
  const without = (workspace: string): string[] => stored.recent.filter((other) => other !== workspace)
  return {
    recent: () => stored.recent,
    addRecent: (workspace) => change({ recent: [workspace, ...without(workspace)].slice(0, longestRecent) }),
    removeRecent: (workspace) => change({ recent: without(workspace) }),
    lastFolder: (purpose) => stored.lastFolders[purpose],
    setLastFolder: (purpose, folder) => change({ lastFolders: { ...stored.lastFolders, [purpose]: folder } })
  }
}
