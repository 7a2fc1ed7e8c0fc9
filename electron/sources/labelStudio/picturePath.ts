import { basename } from 'node:path/posix'

/**
 * Names under which the picture of a task may lie in the folder, the likeliest first.
 *
 * Why several: Label Studio names addresses of its server or of a store, not files. What was uploaded got eight
 * characters and a dash before its name (`/data/upload/3/0a1b2c3d-cat.jpg`); local files stand in a parameter
 * (`/data/local-files/?d=set/cat.jpg`); addresses of stores keep the path (`s3://bucket/set/cat.jpg`).
 */
export function pictureNames(address: string): readonly string[] {
  const local = /[?&]d=([^&]+)/.exec(address)?.[1]
  const path = unescaped(local ?? address.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/[?#].*$/, ''))
  // Why only what the server says: another absolute path would be one of somebody's disk.
  const isServer = local !== undefined || path !== address || address.startsWith('/data/')
  const relative = isServer ? path.replace(/^\/+(data\/(upload\/(\d+\/)?|local-files\/)?)?/, '') : path
  const plain = basename(relative).replace(/^[0-9a-f]{8}-/, '')
  return [...new Set([relative, relative.slice(0, -basename(relative).length) + plain])]
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
