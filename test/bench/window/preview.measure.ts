/**
 * How long the figure of the Recipe screen takes to follow a slider, in the real window: from the key press that
 * moves it to the frame in which all fifteen draws are new. Run by `npm run bench -- --window`.
 */
import { expect, type Page, test } from '@playwright/test'
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { call, goTo, picturesLoaded } from '../../e2e/wholeJob.ts'
import { launchElectron, projectRoot } from '../../e2e/launch.ts'

const presses = 40

/** Recipes of five steps: quick ones, mixed ones, and slow ones. */
const recipes = {
  geometry: ['rotate', 'translate', 'shear', 'zoom', 'horizontalFlip'],
  mixed: ['rotate', 'zoom', 'brightness', 'saturation', 'gaussianBlur'],
  heavy: ['rotate', 'elastic', 'colourJitter', 'gaussianBlur', 'gaussianNoise']
} as const

async function measure(page: Page, transforms: readonly string[]): Promise<readonly number[]> {
  const recipe = {
    version: 1,
    seed: 1,
    steps: transforms.map((transform) => ({ transform, probability: 1, ...rangesOf[transform] }))
  }
  await call(page, 'workspace.setDraft', { recipe, profileId: 'any' })
  await goTo(page, 1)
  await goTo(page, 2)
  await picturesLoaded(page, 16)
  const slider = page.getByRole('slider').filter({ visible: true }).first()
  await slider.focus()
  const times: number[] = []
  for (let press = 0; press < presses; press++) {
    await page.evaluate(() => {
      // The name changes in the frame in which the pixels do.
      const sources = (): string[] =>
        [...document.querySelectorAll<HTMLElement>('[role=group] button[data-picture]:has(canvas)')].map(
          ({ dataset }) => dataset['picture'] ?? ''
        )
      const before = new Set(sources())
      Object.assign(globalThis, {
        measured: new Promise<number>((resolve) => {
          addEventListener(
            'keydown',
            (event) => {
              const look = (): void => {
                const now = sources()
                if (now.length === 15 && now.every((src) => !before.has(src)))
                  resolve(performance.now() - event.timeStamp)
                else requestAnimationFrame(look)
              }
              requestAnimationFrame(look)
            },
            { capture: true, once: true }
          )
        })
      })
    })
    // Why one way: what was shown a moment ago would come from memory.
    await page.keyboard.press('ArrowLeft')
    times.push(await page.evaluate(() => (globalThis as unknown as { measured: Promise<number> }).measured))
    await page.waitForTimeout(120)
  }
  return times
}

const rangesOf: Readonly<Record<string, object>> = {
  rotate: { angleDegRange: [-20, 20] },
  translate: { xFractionRange: [-0.1, 0.1], yFractionRange: [-0.1, 0.1] },
  shear: { xDegRange: [-8, 8] },
  zoom: { factorRange: [0.9, 1.2] },
  brightness: { factorRange: [0.8, 1.2] },
  saturation: { factorRange: [0.8, 1.2] },
  gaussianBlur: { sigmaPxRange: [0.5, 1.5] },
  elastic: { strengthFractionRange: [0.01, 0.03] },
  colourJitter: {
    brightnessRange: [0.8, 1.2],
    contrastRange: [0.8, 1.2],
    saturationRange: [0.8, 1.2],
    hueDegRange: [-7, 7]
  },
  gaussianNoise: { deviationRange: [0.01, 0.04] }
}

test('the figure follows a slider', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cultivar-preview-'))
  const workspace = join(folder, 'photo.cultivar')
  const cli = (...args: readonly string[]): void => {
    execFileSync(process.execPath, [join(projectRoot, 'electron/dev/cultivar.mjs'), ...args], {
      stdio: 'pipe'
    })
  }
  const photo = process.env['CULTIVAR_BENCH_PHOTO']
  if (photo === undefined) throw new Error('Expected CULTIVAR_BENCH_PHOTO to name a photo of 1024 x 768')
  cli('create', workspace)
  cli('import', workspace, photo, '--copy')
  const app = await launchElectron([workspace], { CULTIVAR_USER_DATA: join(folder, 'profile') })
  try {
    const page = await app.firstWindow()
    await expect(page.getByRole('main')).toBeVisible()
    const recipesMs: Record<string, { median: number; most: number }> = {}
    for (const [name, steps] of Object.entries(recipes)) {
      const times = (await measure(page, steps)).toSorted((a, b) => a - b)
      recipesMs[name] = { median: times[Math.floor(times.length / 2)] ?? NaN, most: times.at(-1) ?? NaN }
    }
    const result = { at: new Date().toISOString(), presses, recipesMs }
    console.log(JSON.stringify(result))
    await mkdir(join(projectRoot, 'out/bench'), { recursive: true })
    await writeFile(join(projectRoot, 'out/bench/window.json'), JSON.stringify(result, null, 2))
  } finally {
    await app.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})
