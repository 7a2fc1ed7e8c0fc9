import { resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { EngineProcess, type SupervisionLimits } from '../../../../electron/host/engineProcess.ts'
import { launchUnderNode } from '../../../../electron/host/nodeChild.ts'
import type { EngineEvent } from '../../../../shared/api/contract.ts'

const script = resolve(import.meta.dirname, '../../../fixtures/fakeEngineProcess.ts')
const limits: SupervisionLimits = { delaysMs: [0, 10, 20], startLimitMs: 30_000, closeLimitMs: 30_000 }

const running: EngineProcess[] = []

function start(args: readonly string[] = [], node = process.execPath) {
  const engine = new EngineProcess(launchUnderNode(node, [script, ...args]), limits)
  const events: EngineEvent[] = []
  running.push(engine)
  engine.subscribe((event) => events.push(event))
  const states = () => events.flatMap((event) => (event.event === 'engine' ? [event.state] : []))
  const reached = (state: string) =>
    new Promise<void>((done) => {
      if (states().includes(state as never)) return done()
      engine.subscribe((event) => {
        if (event.event === 'engine' && event.state === state) done()
      })
    })
  return { engine, events, states, reached }
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((engine) => engine.close()))
})

describe('the engine process', () => {
  it('answers calls that were made before it was ready', async () => {
    const { engine } = start()
    expect(await engine.call('some.call', { a: [1, 'ä'] })).toMatchObject({
      ok: true,
      value: { name: 'some.call', input: { a: [1, 'ä'] }, pid: engine.pid }
    })
  })

  it('hands pictures over byte for byte and passes events on', async () => {
    const { engine, events } = start()
    const png = Uint8Array.of(137, 80, 78, 71)
    expect(await engine.image('source/1?edge=64')).toEqual({ ok: true, type: 'image/png', bytes: png })
    expect(await engine.image('source/2?edge=64')).toMatchObject({ ok: false, status: 404 })
    await engine.call('test.emit', {})
    expect(events).toContainEqual({ event: 'changed', areas: ['jobs'] })
  })

  it('fails the calls that it died on, starts again and opens the workspace that was open', async () => {
    const { engine, states, reached } = start()
    await engine.call('workspace.open', { folder: '/some/Birds.cultivar' })
    const firstPid = engine.pid
    const hanging = engine.call('test.hang', {})
    await engine.call('some.call', {})
    process.kill(Number(firstPid), 'SIGKILL')
    expect(await hanging).toMatchObject({ ok: false, error: { code: 'engine-stopped' } })
    // Made while it restarts: waits, and comes after the workspace was opened again.
    expect(await engine.call('test.opened', {})).toEqual({
      ok: true,
      value: [{ folder: '/some/Birds.cultivar' }]
    })
    await reached('running')
    expect(states()).toEqual(['restarting', 'running'])
    expect(engine.pid).not.toBe(firstPid)
  })

  it('opens nothing again after the workspace was closed', async () => {
    const { engine } = start()
    await engine.call('workspace.open', { folder: '/some/Birds.cultivar' })
    await engine.call('workspace.close', {})
    expect(await engine.call('test.die', {})).toMatchObject({ error: { code: 'engine-stopped' } })
    expect(await engine.call('test.opened', {})).toEqual({ ok: true, value: [] })
  })

  it('gives up with a remedy when it dies again and again', async () => {
    const { engine, states, events } = start(['--die'])
    const result = await engine.call('some.call', {})
    expect(result).toMatchObject({ ok: false, error: { code: 'engine-stopped' } })
    expect(result).toHaveProperty('error.remedy')
    expect(await engine.image('source/1?edge=64')).toMatchObject({ ok: false, status: 500 })
    // Three pauses are allowed, so the fourth death is the last.
    expect(states()).toEqual(['restarting', 'restarting', 'restarting', 'failed'])
    expect(events.at(-1)).toHaveProperty('message', expect.stringContaining('exit code 3'))
  })

  it('says why when the program for it is missing', async () => {
    const { engine, events } = start([], '/nowhere/node')
    expect(await engine.call('some.call', {})).toMatchObject({ error: { code: 'engine-stopped' } })
    expect(events.at(-1)).toHaveProperty('message', expect.stringContaining('ENOENT'))
  })

  it('ends its process when it is closed, and answers no more', async () => {
    const { engine } = start()
    await engine.call('some.call', {})
    const pid = Number(engine.pid)
    await engine.close()
    expect(await engine.call('some.call', {})).toMatchObject({ ok: false, error: { code: 'engine-stopped' } })
    await expect.poll(() => isAlive(pid)).toBe(false)
  })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
