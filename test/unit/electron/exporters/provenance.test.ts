import { expect, it } from 'vitest'
import type { SourcePlace } from '../../../../electron/catalogue/sources.ts'
import { manifestHead, manifestLines } from '../../../../electron/exporters/provenance.ts'

const source: SourcePlace = {
  id: 1,
  path: '/p/a.png',
  isCopy: false,
  entry: null,
  name: '=HYPERLINK("http://x","y").png',
  contentHash: 'ab',
  bytes: 1,
  modifiedMs: 1,
  width: 4,
  height: 3,
  channels: 3,
  format: 'png',
  className: '@SUM(A1)',
  split: null,
  state: 'ok',
  isChangedOnRead: false
}

it('a manifest holds no cell that a spreadsheet would run', () => {
  const written = { file: '-1+1/a.png', sha256: 'cd', bytes: 9, width: 4, height: 3 }
  const lines = manifestLines([
    { item: { source, variant: null, className: source.className, split: null }, written }
  ])
  const [header = '', row = ''] = `${manifestHead}${lines}`.split('\n')
  expect(header.split(',').slice(0, 3)).toEqual(['file', 'split', 'class'])
  for (const start of ['=', '@', '-1+1']) expect(row).not.toMatch(new RegExp(`(^|,"?)${start}`))
  // A quote in front makes it text; quotes inside are doubled as in RFC 4180.
  expect(row).toContain(`"'=HYPERLINK(""http://x"",""y"").png"`)
})
