import { normals4 } from '../../draw/normal.ts'
import { type TransformSpec, valueOf } from '../spec.ts'

export const pcaColour = {
  id: 'pcaColour',
  title: 'PCA colour',
  help: "Shifts all colours along the directions in which the picture's own colours vary. Grey pictures stay as they are.",
  group: 'tone',
  parameters: [
    {
      id: 'strength',
      title: 'Strength',
      unit: '',
      min: 0,
      max: 2,
      step: 0.01,
      neutral: 0,
      defaultRange: [0, 0.2],
      governedBy: [
        { aspect: 'colour', as: 'upTo' },
        { aspect: 'tone', as: 'upTo' }
      ]
    }
  ],
  options: [],
  needs: [],
  hasShape: true,
  defaultProbability: 0.5,
  source:
    "AlexNet (Krizhevsky et al. 2012) and Albumentations FancyPCA: normal amounts of deviation 0.1, times the eigenvalues of the picture's colours",
  lower: (step) => {
    const strength = valueOf(step, 'strength')
    if (strength === 0) return []
    const [a, b, c] = normals4(valueOf(step, 'shapeSeed'))
    return [{ op: 'pcaColour', alphas: [strength * a, strength * b, strength * c] }]
  }
} as const satisfies TransformSpec
