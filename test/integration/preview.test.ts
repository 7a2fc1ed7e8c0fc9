import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Preview } from '../../shared/api/contract.ts'
import { sheetImage } from '../../shared/api/bridge.ts'
import { readSheet, sheetType } from '../../shared/api/sheet.ts'
import { decode } from '../../electron/pixels/codec.ts'
import { openEngine, recipe, type TestEngine } from '../fixtures/openEngine.ts'
import { putClasses } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'

const temp = tempFolders()

interface Ready extends TestEngine {
  readonly folder: string
  draw(count?: number, sheetToken?: string): Promise<Preview>
}

async function ready(): Promise<Ready> {
  const folder = temp()
  await putClasses(folder, ['cat'], 2)
  const opened = await openEngine(join(temp(), 'a.cultivar'), 'create', { workers: 2 })
  await opened.job('import.start', { paths: [folder], format: 'auto', copy: false })
  return {
    ...opened,
    folder,
    draw: async (count = 4, sheetToken?: string) =>
      (await opened.call('preview.draw', {
        recipe,
        profileId: 'any',
        sourceId: 1,
        count,
        edge: 64,
        sheetToken
      })) as Preview
  }
}

/** What stands on a sheet. */
async function sheetOf({ engine }: Ready, token: string): Promise<ReturnType<typeof readSheet>> {
  const answer = await engine.image(sheetImage(token).replace('image/', ''))
  if (!answer.ok) throw new Error(answer.message)
  expect(answer.type).toBe(sheetType)
  return readSheet(Uint8Array.from(answer.bytes).buffer)
}

it.each(['before', 'after'])(
  'has the pictures of all tiles on sheets, in their order, asked for %s the draw',
  async (when) => {
    const engine = await ready()
    const early = when === 'before' ? sheetOf(engine, 'a1') : undefined
    const preview = await engine.draw(5, 'a1')
    const parts = await (early ?? sheetOf(engine, 'a1'))
    const found: string[] = []
    for (const { bytes, tiles } of parts) {
      const sheet = await decode(bytes, 'sheet')
      for (const tile of tiles) {
        if ('trouble' in tile) throw new Error(tile.trouble)
        const row = sheet.width * sheet.channels
        const rows = Array.from({ length: tile.height }, (_, y) =>
          sheet.data.slice((tile.top + y) * row, (tile.top + y) * row + tile.width * sheet.channels)
        )
        found.push(rows.map(String).join())
      }
    }
    const alone = await Promise.all(
      preview.tiles.map(async ({ image }) => {
        const answer = await engine.engine.image(image.replace('image/', ''))
        if (!answer.ok) throw new Error(answer.message)
        return String((await decode(answer.bytes, 'tile')).data)
      })
    )
    // The pictures are small, so both are PNG, pixel for pixel.
    expect(found).toEqual(alone)
    expect(new Set(found).size).toBe(5)
  }
)

it('says on the sheet why a picture is missing', async () => {
  const engine = await ready()
  rmSync(join(engine.folder, 'cat'), { recursive: true })
  await engine.draw(2, 'b2')
  const tiles = (await sheetOf(engine, 'b2')).flatMap((part) => part.tiles)
  expect(tiles).toEqual([1, 2].map(() => ({ trouble: expect.stringContaining('not there') as string })))
})

it('forgets previews that were overtaken long ago', async () => {
  const engine = await ready()
  const first = await engine.draw(1)
  for (let n = 0; n < 24; n++) await engine.draw(1)
  for (const path of [first.tiles[0]?.image ?? '', 'image/preview/none/0']) {
    const answer = await engine.engine.image(path.replace('image/', ''))
    expect(answer).toMatchObject({ ok: false, status: 404 })
  }
})

it('takes no name for a sheet that could be a path', async () => {
  const engine = await ready()
  await expect(engine.draw(1, '../x')).rejects.toMatchObject({ code: 'bad-input' })
})
