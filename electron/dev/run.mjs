/** Child processes: one that stands in for this process, and one whose output is wanted. */
import { spawn, spawnSync } from 'node:child_process'
import { constants } from 'node:os'

const forwardedSignals = ['SIGTERM', 'SIGHUP']

/**
 * Runs a program on this terminal and hands signals on to it.
 * Resolves to its exit code; 128 + number when a signal ended it; 127 when it could not be started.
 */
export function runForwarding(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options })
    const forward = (signal) => child.kill(signal)
    // Why: Ctrl-C at a terminal reaches the child by itself; a second one could mean "at once".
    const interrupt = () => process.stdin.isTTY || forward('SIGINT')
    const finish = (code) => {
      for (const signal of forwardedSignals) process.off(signal, forward)
      process.off('SIGINT', interrupt)
      done(code)
    }
    for (const signal of forwardedSignals) process.on(signal, forward)
    process.on('SIGINT', interrupt)
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`)
      finish(127)
    })
    child.once('close', (code, signal) => finish(code ?? 128 + (constants.signals[signal] ?? 0)))
  })
}

/**
 * Runs npm on this terminal, the very npm that started us if there is one.
 * Why not spawn('npm'): on Windows that is a .cmd file, which needs a shell and its quoting rules.
 */
export function npmCommand(args) {
  const cli = process.env.npm_execpath
  return cli?.endsWith('.js') ? [process.execPath, [cli, ...args]] : ['npm', args]
}

/** Runs a short program to its end. `ok` is false when it failed, could not start or took over `timeout` ms. */
export function capture(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 26, ...options })
  const reason = result.error?.message ?? ''
  return { ok: result.status === 0, stdout: result.stdout ?? '', stderr: `${result.stderr ?? ''}${reason}` }
}
