import { utilityProcess } from 'electron'
import type { LaunchEngine } from './engineProcess.ts'

/** Starts engine processes inside Electron's own Node; for macOS and Windows, where sharp works there. */
export function launchUtility(entry: string): LaunchEngine {
  return (events) => {
    const child = utilityProcess.fork(entry, [], { serviceName: 'Cultivar engine', stdio: 'inherit' })
    child.on('message', (message: unknown) => events.message(message))
    child.once('exit', (code) => events.exit(`exit code ${code}`))
    return {
      pid: () => child.pid,
      send: (message) => child.postMessage(message, []),
      kill: () => void child.kill()
    }
  }
}
