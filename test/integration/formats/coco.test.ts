import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listClasses } from '../../../electron/catalogue/classes.ts'
import { cocoCategories, putCocoSet } from '../../fixtures/cocoSet.ts'
import { openEngine } from '../../fixtures/openEngine.ts'
import { putFiles } from '../../fixtures/pictures.ts'
import { roundTrip } from '../../fixtures/roundTrip.ts'
import { tempFolders } from '../../fixtures/tempFolder.ts'

const temp = tempFolders()

describe('COCO', () => {
  it('keeps everything when it goes in, out and in again', async () => {
    const folder = temp()
    await putCocoSet(folder)
    const { before, after, failures, target } = await roundTrip({
      folder: temp(),
      paths: [folder],
      format: 'coco'
    })
    expect(failures).toEqual([])
    expect(before.length).toBe(4)
    expect(after).toEqual(before)
    // Twice a box, an outline or a mask and keypoints, and one box; an outline with its box.
    expect(before.map(({ annotations }) => annotations.objects.length).sort((a, b) => a - b)).toEqual([
      0, 1, 2, 5
    ])
    expect(readdirSync(join(target, 'annotations')).sort()).toEqual([
      'captions_train.json',
      'instances_train.json',
      'instances_val.json'
    ])
  })

  it('keeps numbers, keypoints and skeletons of classes', async () => {
    const folder = temp()
    await putCocoSet(folder)
    const engine = await openEngine(join(temp(), 'a.cultivar'))
    await engine.job('import.start', { paths: [folder], format: 'auto', copy: false })
    const known = listClasses(engine.workspace.db)
    expect(known.map(({ name, details }) => [name, details.number])).toEqual(
      cocoCategories.map(({ name, id }) => [name, id])
    )
    expect(known[0]?.details).toMatchObject({
      supercategory: 'human',
      keypoints: ['nose', 'left_hand', 'right_hand'],
      skeleton: [
        [0, 1],
        [0, 2]
      ]
    })
  })

  it('says what could not be imported and imports the rest', async () => {
    const folder = temp()
    await putCocoSet(folder)
    putFiles(folder, {
      'annotations/instances_test.json': JSON.stringify({
        images: [{ id: 1, file_name: 'gone.png' }],
        annotations: [{ id: 1, image_id: 7 }],
        categories: []
      })
    })
    const engine = await openEngine(join(temp(), 'a.cultivar'))
    const done = await engine.job('import.start', { paths: [folder], format: 'coco', copy: false })
    expect(done).toMatchObject({ state: 'done', failures: 2, result: { added: 4 } })
  })
})
