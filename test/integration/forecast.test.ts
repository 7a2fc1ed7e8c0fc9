import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { putAnnotations } from '../../electron/catalogue/annotations.ts'
import type { Annotation } from '../../shared/annotations/types.ts'
import { openEngine, recipe, type TestEngine } from '../fixtures/openEngine.ts'
import { png, putClasses, putFiles } from '../fixtures/pictures.ts'
import { tempFolders } from '../fixtures/tempFolder.ts'

const temp = tempFolders()

async function imported(folder: string): Promise<TestEngine> {
  const opened = await openEngine(join(temp(), 'a.cultivar'))
  await opened.job('import.start', { paths: [folder], format: 'auto', copy: false })
  return opened
}

const input = (amount: { copies: number } | { balance: number }, replacePending = false) => ({
  recipe,
  profileId: 'any',
  amount,
  replacePending
})

const boxes = (className: string, n: number): readonly Annotation[] =>
  Array.from({ length: n }, (_, index) => ({
    kind: 'box',
    className,
    box: { x: 2 + index, y: 2, width: 20, height: 20 }
  }))

describe('the forecast of a draw', () => {
  it('says for each class what a draw then adds', async () => {
    const folder = temp()
    await putClasses(folder, ['cat'], 5)
    putFiles(folder, { 'dog/a.png': await png(300), 'loose.png': await png(301) })
    const opened = await imported(folder)
    const forecast = await opened.call('draw.forecast', input({ balance: 8 }))
    const row = { counts: 'pictures', before: 0, drawn: 8 }
    expect(forecast).toEqual({
      variants: 24,
      classes: [
        { name: 'cat', sources: 5, ...row },
        { name: 'dog', sources: 1, ...row },
        { name: null, sources: 1, ...row }
      ]
    })
    expect((await opened.job('draw.start', input({ balance: 8 }))).result).toMatchObject({ drawn: 24 })
    const again = await opened.call('draw.forecast', input({ balance: 8 }))
    expect(again.variants).toBe(0)
    expect(again.classes.map(({ before, drawn }) => [before, drawn])).toEqual([
      [8, 0],
      [8, 0],
      [8, 0]
    ])
  })

  it('counts only what stays: accepted variants, and undecided ones of this recipe, when others are replaced', async () => {
    const folder = temp()
    await putClasses(folder, ['cat'], 2)
    const opened = await imported(folder)
    await opened.job('draw.start', input({ copies: 3 }))
    await opened.call('review.decide', { which: { ids: [1] }, status: 'accepted' })
    await opened.call('review.decide', { which: { ids: [2] }, status: 'rejected' })
    const other = { ...input({ copies: 1 }, true), recipe: { ...recipe, seed: 7 } }
    const [cat] = (await opened.call('draw.forecast', other)).classes
    expect(cat).toMatchObject({ before: 1, drawn: 2 })
    const [kept] = (await opened.call('draw.forecast', { ...other, replacePending: false })).classes
    expect(kept).toMatchObject({ before: 5, drawn: 2 })
  })

  it('counts the objects of pictures without a class of their own, and so does the draw', async () => {
    const folder = temp()
    putFiles(folder, { 'a.png': await png(1), 'b.png': await png(2), 'c.png': await png(3) })
    const opened = await imported(folder)
    const { db } = opened.workspace
    const ids = (db.prepare('SELECT id FROM source ORDER BY name').all() as { id: number }[]).map(
      ({ id }) => id
    )
    putAnnotations(db, ids[0] ?? 0, { objects: boxes('car', 4) })
    putAnnotations(db, ids[1] ?? 0, { objects: [...boxes('car', 1), ...boxes('tram', 1)] })
    // 8 trams need 8 of the second picture, with 8 cars; the third has nothing marked and is balanced by itself.
    const { classes, variants } = await opened.call('draw.forecast', input({ balance: 8 }))
    expect(classes).toEqual([
      { name: 'car', counts: 'objects', sources: 2, before: 0, drawn: 8 },
      { name: 'tram', counts: 'objects', sources: 1, before: 0, drawn: 8 },
      { name: null, counts: 'pictures', sources: 1, before: 0, drawn: 8 }
    ])
    expect(variants).toBe(16)
    await opened.job('draw.start', input({ balance: 8 }))
    const drawn = db.prepare('SELECT source_id AS id, count(*) AS n FROM variant GROUP BY 1 ORDER BY 1').all()
    expect(drawn).toEqual([
      { id: ids[1], n: 8 },
      { id: ids[2], n: 8 }
    ])
  })

  it('goes on with an interrupted draw to the same variants as without the interruption', async () => {
    const folder = temp()
    const files: Record<string, Uint8Array> = {}
    for (let n = 0; n < 6; n++) files[`p${n}.png`] = await png(n + 1)
    putFiles(folder, files)
    const keysOf = ({ workspace }: TestEngine): unknown =>
      workspace.db.prepare('SELECT source_id, copy_index FROM variant ORDER BY 1, 2').all()
    const mark = ({ workspace }: TestEngine): void => {
      const rows = workspace.db.prepare('SELECT id FROM source ORDER BY id').all() as { id: number }[]
      rows.forEach(({ id }, n) => {
        putAnnotations(workspace.db, id, { objects: [...boxes('car', 3 - (n % 3)), ...boxes('tram', n % 2)] })
      })
    }
    const whole = await imported(folder)
    mark(whole)
    await whole.job('draw.start', input({ balance: 20 }))
    const part = await imported(folder)
    mark(part)
    await part.job('draw.start', input({ balance: 20 }))
    const { db } = part.workspace
    // As a program leaves it that was killed after 7 variants, whose ids are the first.
    const job = db.prepare("SELECT id FROM job WHERE kind = 'draw'").get() as { id: number }
    db.prepare('DELETE FROM variant WHERE id > 7').run()
    db.prepare("UPDATE job SET state = 'interrupted', result = ? WHERE id = ?").run(
      JSON.stringify({ drawn: 7, redrawn: 0, upTo: 0 }),
      job.id
    )
    const resumed = await part.job('draw.start', input({ balance: 20 }))
    expect(resumed.id).toBe(job.id)
    expect(keysOf(part)).toEqual(keysOf(whole))
  })
})
