import type { FastKernels } from '../fast.ts'
import { bilinear } from './bilinear.ts'
import { filter } from './filter.ts'
import { lookUp, mix } from './point.ts'
import { nearest } from './nearest.ts'
import { shrink } from './shrink.ts'
import { taps } from './taps.ts'

/** In TypeScript: the meaning of the kernels, and what runs where there is no WebAssembly. */
export const plain: FastKernels = { nearest, bilinear, taps, lookUp, mix, filter, shrink }
