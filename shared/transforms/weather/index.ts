import type { TransformSpec } from '../spec.ts'
import { fog } from './fog.ts'
import { gravel } from './gravel.ts'
import { illumination } from './illumination.ts'
import { plasmaBrightness } from './plasmaBrightness.ts'
import { plasmaContrast } from './plasmaContrast.ts'
import { plasmaShadow } from './plasmaShadow.ts'
import { rain } from './rain.ts'
import { shadow } from './shadow.ts'
import { snow } from './snow.ts'
import { spatter } from './spatter.ts'
import { sunFlare } from './sunFlare.ts'
import { vignetting } from './vignetting.ts'

export const weatherTransforms = [
  illumination,
  vignetting,
  plasmaBrightness,
  plasmaContrast,
  plasmaShadow,
  shadow,
  sunFlare,
  fog,
  rain,
  snow,
  spatter,
  gravel
] as const satisfies readonly TransformSpec[]
