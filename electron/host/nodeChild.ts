import { spawn } from 'node:child_process'
import { constants as osConstants, setPriority } from 'node:os'
import type { Duplex } from 'node:stream'
import type { LaunchEngine } from './engineProcess.ts'
import { channelVariable, createFrameReader, encodeFrame } from './wire.ts'

const channelFd = 3

function childEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = { ...process.env, [channelVariable]: String(channelFd) }
  // Why: what Electron was started with is not meant for the engine, and could load foreign code into it.
  delete env['NODE_OPTIONS']
  delete env['ELECTRON_RUN_AS_NODE']
  return env
}

/** Why: on a machine with few processors a job would otherwise take turns with the window that shows it. */
function giveWay(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, osConstants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // Why nothing: a system that does not allow it only makes the window a little slower during jobs.
  }
}

/**
 * Starts engine processes under a plain Node.
 * Why not `fork`: Electron's version of it turns every child into another Electron.
 */
export function launchUnderNode(node: string, args: readonly string[]): LaunchEngine {
  return (events) => {
    const child = spawn(node, args, {
      stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
      env: childEnvironment(),
      windowsHide: true
    })
    giveWay(child.pid)
    const channel = child.stdio[channelFd] as Duplex
    const read = createFrameReader(events.message)
    channel.on('data', (chunk: Buffer) => {
      try {
        read(chunk)
      } catch (error) {
        console.error('The engine sent something unreadable and is stopped.', error)
        child.kill('SIGKILL')
      }
    })
    // Why silent: writing to a process that has just died fails, and its end is told below.
    channel.on('error', () => undefined)
    let problem: string | undefined
    child.once('error', (error) => {
      problem = error.message
    })
    // Why 'close' and not 'exit': answers that were on their way when it ended still count. It follows an error too.
    child.once('close', (code, signal) => events.exit(problem ?? signal ?? `exit code ${code}`))
    return {
      pid: () => child.pid,
      send: (message) => {
        channel.cork()
        for (const part of encodeFrame(message)) channel.write(part)
        channel.uncork()
      },
      kill: () => void child.kill('SIGKILL')
    }
  }
}
