import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Preview } from '../../shared/api/contract.ts'
import { readSheet, sheetType } from '../../shared/api/sheet.ts'
import { decode } from '../../electron/pixels/codec.ts'
import { openEngine, recipe, type TestEngine } from '../fixtures/openEngine.ts'
import { putClasses } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'

const temp = tempFolders()

interface Ready extends TestEngine {
  readonly folder: string
  draw(count?: number): Promise<Preview>
}

async function ready(): Promise<Ready> {
  const folder = temp()
  await putClasses(folder, ['cat'], 2)
  const opened = await openEngine(join(temp(), 'a.cultivar'), 'create', { workers: 2 })
  await opened.job('import.start', { paths: [folder], format: 'auto', copy: false })
  return {
    ...opened,
    folder,
    draw: async (count = 4) =>
      (await opened.call('preview.draw', {
        recipe,
        profileId: 'any',
        sourceId: 1,
        count,
        edge: 64
      })) as Preview
  }
}

/** What stands on the sheet of a preview. */
async function sheetOf({ engine }: Ready, { sheet }: Preview): Promise<ReturnType<typeof readSheet>> {
  const answer = await engine.image(sheet.replace('image/', ''))
  if (!answer.ok) throw new Error(answer.message)
  expect(answer.type).toBe(sheetType)
  return readSheet(Uint8Array.from(answer.bytes).buffer)
}

it('has the pictures of all tiles on one sheet, in their order', async () => {
  const engine = await ready()
  const preview = await engine.draw()
  const pictures = await sheetOf(engine, preview)
  expect(pictures.length).toBe(4)
  for (const [index, { image }] of preview.tiles.entries()) {
    const alone = await engine.engine.image(image.replace('image/', ''))
    if (!alone.ok) throw new Error(alone.message)
    expect(pictures[index]).toEqual(Uint8Array.from(alone.bytes))
    const raster = await decode(alone.bytes, 'tile')
    expect(Math.max(raster.width, raster.height)).toBeLessThanOrEqual(64)
  }
  expect(new Set(pictures.map(String)).size).toBe(4)
})

it('says on the sheet why a picture is missing', async () => {
  const engine = await ready()
  rmSync(join(engine.folder, 'cat'), { recursive: true })
  const pictures = await sheetOf(engine, await engine.draw(2))
  expect(pictures).toEqual([expect.stringContaining('not there'), expect.stringContaining('not there')])
})

it('forgets previews that were overtaken long ago', async () => {
  const engine = await ready()
  const first = await engine.draw(1)
  for (let n = 0; n < 24; n++) await engine.draw(1)
  for (const path of [first.sheet, first.tiles[0]?.image ?? '', 'image/preview/none/sheet']) {
    const answer = await engine.engine.image(path.replace('image/', ''))
    expect(answer).toMatchObject({ ok: false, status: 404 })
  }
})
