import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import type { Engine } from '../../engine/engine.ts'

/** A window that does not read is cut off; it comes back by itself and asks for everything anew. */
const mostBufferedBytes = 8 * 2 ** 20

export interface EventSockets {
  /** Takes over a connection that has passed all checks. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void
  close(): void
}

/** Tells every connected window of every event of the engine. Windows have nothing to say there. */
export function createEventSockets(engine: Engine): EventSockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: 1024 })
  const unsubscribe = engine.subscribe((event) => {
    const text = JSON.stringify(event)
    for (const client of server.clients) {
      if (client.bufferedAmount > mostBufferedBytes) client.terminate()
      else if (client.readyState === WebSocket.OPEN) client.send(text)
    }
  })
  return {
    accept(request, socket, head) {
      server.handleUpgrade(request, socket, head, (client) => {
        client.on('error', () => client.terminate())
        client.on('message', () => client.close(1008, 'Expected silence'))
      })
    },
    close() {
      unsubscribe()
      for (const client of server.clients) client.terminate()
      server.close()
    }
  }
}
