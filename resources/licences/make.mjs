/**
 * Writes THIRD_PARTY_NOTICES.md: every package that is shipped, with its version, licence and licence text.
 *
 * Run with Node 24 after `npm install`: `node resources/licences/make.mjs`. Two trees are walked in
 * package-lock.json: the production dependencies, and the packages that are bundled into the renderer.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const HERE = import.meta.dirname
const ROOT = join(HERE, '..', '..')
/** Development dependencies whose code ends up in the renderer's bundle. */
const RENDERER = [
  '@mantine/core',
  '@mantine/dropzone',
  '@mantine/hooks',
  '@mantine/modals',
  '@mantine/notifications',
  '@tabler/icons-react',
  '@tanstack/react-query',
  '@tanstack/react-virtual',
  'react',
  'react-dom'
]
const LICENCE_FILE = /^(licen[cs]e|copying|notice|copyrightnotice)/i

const read = (...path) =>
  readFileSync(join(...path), 'utf8')
    .replaceAll('\r\n', '\n')
    .trim()
const text = (name) => read(HERE, 'texts', name)
const json = (...path) => JSON.parse(read(...path))
const lock = json(ROOT, 'package-lock.json').packages

/** The lock file's key of `name` as seen from the package at `from`, as Node resolves it; '' is the root. */
const locate = (name, from) => {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const key = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`
    if (lock[key]) return key
    if (at === '') return undefined
  }
}

/** Adds the package and all that it depends on. Absent optional peers and prebuilt binaries are left out. */
const collect = (name, from, found) => {
  const key = locate(name, from)
  if (!key || found.has(key) || lock[key].os || lock[key].cpu || !existsSync(join(ROOT, key))) return
  found.add(key)
  const { dependencies, optionalDependencies } = lock[key]
  for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) collect(next, key, found)
}

const authorOf = ({ author }) => (typeof author === 'string' ? author : (author?.name ?? 'the authors'))

/** Texts of packages that name their licence only. */
const withoutFile = { '@bufbuild/protobuf': 'bufbuild-protobuf.txt', saxes: 'saxes.txt' }

/** The licence texts of a package; for one that carries none, the terms that its package.json names. */
const licenceText = (key) => {
  const folder = join(ROOT, key)
  const files = readdirSync(folder)
    .filter((file) => LICENCE_FILE.test(file))
    .sort()
  if (files.length > 0) return files.map((file) => read(folder, file)).join('\n\n')
  const own = withoutFile[key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length)]
  if (own !== undefined) return text(own)
  const manifest = json(folder, 'package.json')
  if (manifest.license !== 'MIT') throw new Error(`${key} has no licence file: add its text by hand`)
  return `MIT License (named in package.json; the package has no licence file)\n\nCopyright (c) ${authorOf(manifest)}\n\n${text('MIT-terms.txt')}`
}

/** Packages by licence text, so that one text is printed once. */
const grouped = (keys) => {
  const groups = new Map()
  for (const key of [...keys].sort((a, b) => (a < b ? -1 : 1))) {
    const terms = licenceText(key)
    const name = key.slice(key.lastIndexOf('node_modules/') + 'node_modules/'.length)
    groups.set(terms, [...(groups.get(terms) ?? []), `${name} ${lock[key].version} (${lock[key].license})`])
  }
  return [...groups]
}

const block = (terms) => `\`\`\`\`text\n${terms}\n\`\`\`\``

const section = ([terms, packages]) => `### ${packages.join(', ')}\n\n${block(terms)}`

/** The notice of the prebuilt libvips, from whichever system's package is installed here. */
const libvips = () => {
  const folder = join(ROOT, 'node_modules', '@img')
  const name = readdirSync(folder).find((entry) => /^sharp-(libvips|win32)-/.test(entry))
  if (!name) throw new Error('No prebuilt libvips is installed: run npm install first')
  const lines = read(folder, name, 'README.md').split('\n')
  const table = lines.filter((line) => line.startsWith('|')).join('\n')
  const versions = Object.entries(json(folder, name, 'versions.json')).map(
    ([library, at]) => `${library} ${at}`
  )
  return {
    table,
    versions: versions.join(', '),
    release: lock[`node_modules/@img/sharp-libvips-linux-x64`].version
  }
}

const found = new Set()
for (const name of [...Object.keys(lock[''].dependencies), ...RENDERER]) collect(name, '', found)
const vips = libvips()
const versionOf = (name) => lock[`node_modules/${name}`].version

const notices = `# Third-party notices

Cultivar is licensed under the Apache License 2.0 (LICENSE). It is shipped with the following works of others.
This file is made by \`resources/licences/make.mjs\`.

## Runtimes

- **Electron ${versionOf('electron')}** (MIT): text below. Chromium and the other parts of Electron: \`LICENSES.chromium.html\`,
  which is shipped beside the program.
- **Node.js ${versionOf('node')}** (MIT and the licences of its parts), shipped for Linux: \`texts/Node.js-24.txt\`.

### electron ${versionOf('electron')} (MIT)

${block(read(ROOT, 'node_modules/electron/LICENSE'))}

## SQLite

better-sqlite3 contains SQLite, which its authors have dedicated to the public domain
(https://www.sqlite.org/copyright.html).

## libvips and the libraries that it is built with

The packages \`@img/sharp-*\` ${versionOf('sharp')} (Apache-2.0) and \`@img/sharp-libvips-*\` ${vips.release} (LGPL-3.0-or-later) contain
libvips as prebuilt shared libraries. They are separate files that may be replaced by versions of your own. Their
sources and build scripts: https://github.com/lovell/sharp-libvips (tag v${vips.release}).

The libraries, and the terms under which they are used (the LGPL in version 3 by way of the clause "any later
version" of LGPL 2 and 2.1); some are not in the build of every system:

${vips.table}

Versions: ${vips.versions}.

The texts: \`texts/LGPL-3.0.txt\`, \`texts/GPL-3.0.txt\` (which the LGPL refers to), \`texts/MPL-1.1.txt\`.

## libjpeg-turbo

@julusian/jpeg-turbo contains libjpeg-turbo as a prebuilt library (the IJG licence, the modified BSD licence and the
zlib licence: https://github.com/libjpeg-turbo/libjpeg-turbo/blob/main/LICENSE.md). This software is based in part on
the work of the Independent JPEG Group.

## Artwork of the sample data set

Open Peeps (Pablo Stanley), Lorelei (Lisa Wischofsky), Notionists (Zoish), Pixel Art (DiceBear): all CC0 1.0,
https://creativecommons.org/publicdomain/zero/1.0/. See \`resources/sample/LICENCE.md\`.

## npm packages

${grouped(found).map(section).join('\n\n')}
`
writeFileSync(join(HERE, 'THIRD_PARTY_NOTICES.md'), notices)
