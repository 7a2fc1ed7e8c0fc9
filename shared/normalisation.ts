import { z } from 'zod'

/**
 * How arrays are brought to a scale for training: the arguments of Keras' ImageDataGenerator, with its names in our
 * spelling and its definitions, epsilon and order (keras-preprocessing 1.1.2: `fit` and `standardize`).
 */
export const normalisationSchema = z.strictObject({
  /** Multiplies every level before everything else, such as 1/255; statistics are of the levels as they were, as in Keras. */
  rescale: z.number().positive().nullable().default(null),
  samplewiseCentre: z.boolean().default(false),
  samplewiseStandardise: z.boolean().default(false),
  featurewiseCentre: z.boolean().default(false),
  featurewiseStandardise: z.boolean().default(false),
  zcaWhitening: z.boolean().default(false),
  zcaEpsilon: z.number().positive().default(1e-6)
})
export type Normalisation = z.infer<typeof normalisationSchema>

export const plainNormalisation: Normalisation = normalisationSchema.parse({})

export function isPlain(normalisation: Normalisation): boolean {
  const { zcaEpsilon: _, rescale, ...flags } = normalisation
  return rescale === null && !Object.values(flags).some(Boolean)
}
