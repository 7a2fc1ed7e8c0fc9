import { randomBytes } from 'node:crypto'
import type { Preview } from '../../shared/api/contract.ts'
import { compileRecipe, drawVariant } from '../../shared/draw/drawVariant.ts'
import { CultivarError } from '../../shared/errors.ts'
import type { DomainProfile } from '../../shared/policy/profile.ts'
import type { Recipe } from '../../shared/recipe/schema.ts'
import { sourceImage } from '../../shared/api/bridge.ts'
import type { Workspace } from '../catalogue/open.ts'
import type { SourcePlace } from '../catalogue/sources.ts'
import type { RenderTask } from '../jobs/renderTask.ts'
import { taskFor } from './images.ts'

export interface PreviewRequest {
  readonly recipe: Recipe
  readonly profile: DomainProfile
  readonly source: SourcePlace
  readonly count: number
  readonly firstCopy: number
  readonly edge: number
}

/** Previews whose pictures a window may still ask for; older ones are forgotten. */
const keptPreviews = 24

/** Draws variants of one source without keeping them; their pictures are rendered when they are asked for. */
export class PreviewStore {
  readonly #workspace: Workspace
  readonly #tasks = new Map<string, readonly RenderTask[]>()

  constructor(workspace: Workspace) {
    this.#workspace = workspace
  }

  draw({ recipe, profile, source, count, firstCopy, edge }: PreviewRequest): Preview {
    const classNames = source.className === null ? [] : [source.className]
    const compiled = compileRecipe(recipe, profile, { classNames, labelKinds: ['class'] })
    const drawn = Array.from({ length: count }, (_, index) =>
      drawVariant(compiled, source, firstCopy + index)
    )
    const { fillMode, fillValue, interpolation } = recipe
    const plain = taskFor(this.#workspace, { source, variant: null }, { kind: 'fit', edge })
    const token = this.#keep(
      drawn.map(({ steps }) => ({ ...plain, steps, sampling: { fillMode, fillValue, interpolation } }))
    )
    return {
      sourceId: source.id,
      image: sourceImage(source.id, edge),
      tiles: drawn.map(({ steps, net, redraws, classNames: labels }, index) => ({
        parameters: steps,
        className: labels[0] ?? null,
        redraws,
        rotationDeg: net.rotationDeg,
        isMirrored: net.isMirrored,
        image: `image/preview/${token}/${index}`
      }))
    }
  }

  task(token: string, index: number): RenderTask {
    const task = this.#tasks.get(token)?.[index]
    if (task === undefined) throw new CultivarError('not-found', 'This preview is out of date.')
    return task
  }

  #keep(tasks: readonly RenderTask[]): string {
    const token = randomBytes(8).toString('hex')
    this.#tasks.set(token, tasks)
    for (const old of this.#tasks.keys()) {
      if (this.#tasks.size <= keptPreviews) break
      this.#tasks.delete(old)
    }
    return token
  }
}
