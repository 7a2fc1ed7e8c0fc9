import { app, type Session, type WebContents } from 'electron'
import { restrictPermissions } from './permissions.ts'

/** Our own pages, what they make in memory, and the developer tools. */
const allowedProtocols: ReadonlySet<string> = new Set(['app:', 'blob:', 'data:', 'devtools:'])

function confineContents(contents: WebContents): void {
  const deny = (event: { preventDefault(): void }): void => event.preventDefault()
  contents.on('will-navigate', deny)
  contents.on('will-redirect', deny)
  contents.on('will-frame-navigate', deny)
  contents.on('will-attach-webview', deny)
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** Has to be called before the app is ready. */
export function secureApp(): void {
  // Why an exception: Chromium refuses its sandbox to root, who in a container has no other account to use. Everybody
  // else gets it even with --no-sandbox.
  const isUnsandboxedRoot = process.getuid?.() === 0 && app.commandLine.hasSwitch('no-sandbox')
  if (!isUnsandboxedRoot) app.enableSandbox()
  app.on('web-contents-created', (_event, contents) => confineContents(contents))
}

/** No permissions, and no network at all: Cultivar works offline and tells nobody anything. */
export function secureSession(session: Session): void {
  restrictPermissions(session)
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !allowedProtocols.has(url.slice(0, url.indexOf(':') + 1)) })
  })
}
