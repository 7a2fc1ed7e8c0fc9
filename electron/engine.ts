/** Entry of the engine process. Its parent is Electron's main process; it ends when the parent does. */
import { Socket } from 'node:net'
import { createEngine } from './engine/createEngine.ts'
import type { FromEngine } from './engine/engine.ts'
import { answerMessages } from './host/engineSide.ts'
import { channelVariable, createFrameReader, encodeFrame } from './host/wire.ts'

/** What Electron puts on `process` in a utility process. */
interface ParentPort {
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): void
  on(event: 'close', listener: () => void): void
  postMessage(message: unknown): void
}

type Receive = (message: unknown) => Promise<void>

const farewellMs = 10_000

const engine = createEngine()

function leave(): void {
  // Why: an engine that cannot reach a safe point must not outlive its parent for ever.
  setTimeout(() => process.exit(1), farewellMs).unref()
  void engine.close().finally(() => process.exit(0))
}

function overPort(port: ParentPort): void {
  const receive: Receive = answerMessages(engine, (message) => port.postMessage(message))
  port.on('message', ({ data }) => void receive(data))
  port.on('close', leave)
}

function overSocket(fd: number): void {
  const socket = new Socket({ fd, readable: true, writable: true })
  const send = (message: FromEngine): void => {
    socket.cork()
    for (const part of encodeFrame(message)) socket.write(part)
    socket.uncork()
  }
  const receive: Receive = answerMessages(engine, send)
  socket.on(
    'data',
    createFrameReader((message) => void receive(message))
  )
  socket.on('error', () => undefined)
  socket.once('close', leave)
}

// Why the process goes on: an unhandled rejection is a fault in one call, which has no answer yet but harms no other.
// An uncaught exception may have left anything half done; Node ends the process, and main starts another.
process.on('unhandledRejection', (error) => console.error('Unhandled rejection in the engine:', error))
// Why ignored: Ctrl+C in a terminal reaches the whole group, but it is for main to say when to stop.
process.on('SIGINT', () => undefined)

const { parentPort } = process as NodeJS.Process & { readonly parentPort?: ParentPort }
const fd = Number(process.env[channelVariable])
delete process.env[channelVariable]
if (parentPort !== undefined) overPort(parentPort)
else if (fd > 2) overSocket(fd)
else {
  console.error('This is the engine of Cultivar, which only Cultivar itself starts. Try: npx cultivar --help')
  process.exitCode = 2
}
