import type { PythonTarget } from './toPython.ts'
import { albumentationsColour } from './albumentationsColour.ts'
import { albumentationsGeometry } from './albumentationsGeometry.ts'
import { albumentationsPixels } from './albumentationsPixels.ts'

/** Albumentations 2.0, under the MIT licence; its successor AlbumentationsX takes the same names. */
export const albumentations: PythonTarget = {
  writers: { ...albumentationsGeometry, ...albumentationsColour, ...albumentationsPixels },
  notes: ({ fillMode, steps }) => [
    ...(fillMode === 'inside' ? ['The fill mode inside became a mirrored border.'] : []),
    ...(steps.length > 1
      ? ['Every geometric step samples the picture anew; in Cultivar they are one warp.']
      : [])
  ],
  script: (lines, { seed }) => `import albumentations as A
import cv2

transform = A.Compose(
    [
${lines.map((line) => `        ${line},`).join('\n')}
    ],
    seed=${seed},
)
`
}
