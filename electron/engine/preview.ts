import { randomBytes } from 'node:crypto'
import type { Preview, PreviewTile } from '../../shared/api/contract.ts'
import type { Annotation } from '../../shared/annotations/types.ts'
import { drawVariant } from '../../shared/draw/drawVariant.ts'
import { CultivarError } from '../../shared/errors.ts'
import type { DomainProfile } from '../../shared/policy/profile.ts'
import type { Recipe } from '../../shared/recipe/schema.ts'
import { sourceImage } from '../../shared/api/bridge.ts'
import { annotationsOf, annotationTexts } from '../catalogue/annotations.ts'
import type { Workspace } from '../catalogue/open.ts'
import type { SourcePlace } from '../catalogue/sources.ts'
import { CompiledRecipes, drawnMarks, marksOf, PartnerMarks } from '../jobs/drawMarks.ts'
import {
  namesPartners,
  type PartnerBands,
  partnerBands,
  partnersIn,
  pastes,
  sourcesMark
} from '../jobs/partnerBands.ts'
import type { RenderTask } from '../jobs/renderTask.ts'
import { partnerRefs, withMarks } from '../jobs/variantTask.ts'
import { taskFor } from './images.ts'
import { createPause, pictureMarks, taskMarks } from './marks.ts'

export interface PreviewRequest {
  readonly recipe: Recipe
  readonly profile: DomainProfile
  readonly source: SourcePlace
  readonly count: number
  readonly firstCopy: number
  readonly edge: number
}

export interface Drawn {
  readonly tasks: readonly RenderTask[]
  readonly preview: Preview
  /** The preview with its marks. Why apart: their pictures can be on their way meanwhile. */
  readonly marked: () => Promise<Preview>
}

/** Previews whose pictures a window may still ask for; older ones are forgotten. */
const keptPreviews = 24

/** Draws variants of one source without keeping them; their pictures are rendered when they are asked for. */
export class PreviewStore {
  readonly #workspace: Workspace
  readonly #tasks = new Map<string, readonly RenderTask[]>()
  #known: { readonly mark: string; readonly bands: PartnerBands } | undefined
  /** Of the source that was drawn last, as a slider draws it many times. */
  #marked: { readonly text: string; readonly annotations: readonly Annotation[] } | undefined

  constructor(workspace: Workspace) {
    this.#workspace = workspace
  }

  /** Returns the renderings of the tiles as well; `marked` adds what is marked in them. */
  draw(request: PreviewRequest): Drawn {
    const { recipe, profile, source, count, firstCopy, edge } = request
    const { db } = this.#workspace
    const text = annotationTexts(db, [source.id]).get(source.id)
    const compiled = new CompiledRecipes(recipe, profile).for({
      className: source.className,
      marks: marksOf(text)
    })
    const own = {
      ...source,
      ...partnersIn(namesPartners(recipe) ? this.#bands(recipe) : undefined, source.id),
      annotations: this.#annotationsOf(text, source),
      markedPartners: new PartnerMarks(db)
    }
    const drawn = Array.from({ length: count }, (_, index) => drawVariant(compiled, own, firstCopy + index))
    const { fillMode, fillValue, interpolation } = recipe
    const plain = taskFor(this.#workspace, { source, variant: null }, { kind: 'fit', edge })
    const tasks = drawn.map(({ steps }) => ({
      ...plain,
      ...partnerRefs(this.#workspace, steps),
      steps: JSON.stringify(steps),
      sampling: { fillMode, fillValue, interpolation }
    }))
    const token = this.#keep(tasks)
    const preview: Preview = {
      sourceId: source.id,
      marks: null,
      image: sourceImage(source.id, edge),
      tiles: drawn.map(({ steps, net, redraws, classNames: labels }, index) => ({
        parameters: steps,
        className: source.className === null ? null : (labels[0] ?? null),
        redraws,
        rotationDeg: net.rotationDeg,
        isMirrored: net.isMirrored,
        image: `image/preview/${token}/${index}`,
        marks: null
      }))
    }
    return { tasks, preview, marked: () => this.#withMarks(preview, { tasks, request }) }
  }

  #annotationsOf(text: string | undefined, size: SourcePlace): readonly Annotation[] {
    if (text === undefined) return []
    if (this.#marked?.text !== text) {
      this.#marked = { text, annotations: drawnMarks({ marks: marksOf(text), size }) }
    }
    return this.#marked.annotations
  }

  async #withMarks(
    preview: Preview,
    { tasks, request }: { tasks: readonly RenderTask[]; request: PreviewRequest }
  ): Promise<Preview> {
    const { source, profile, edge } = request
    const own = annotationTexts(this.#workspace.db, [source.id]).get(source.id) ?? ''
    const { labelSwaps } = profile
    const tiles: PreviewTile[] = []
    const pause = createPause()
    for (const [index, tile] of preview.tiles.entries()) {
      const task = tasks[index]
      if (task === undefined) continue
      const { marks, ...rest } = withMarks(this.#workspace, task, { variant: null, marks: own })
      const marked = marks === undefined ? rest : { ...rest, marks: { ...marks, labelSwaps } }
      tiles.push({ ...tile, marks: taskMarks(marked, edge) })
      await pause()
    }
    return { ...preview, tiles, marks: own === '' ? null : pictureMarks(annotationsOf(own), source, edge) }
  }

  /** Throws `not-found` for a preview or a picture that is not known any more. */
  task(token: string, index: number): RenderTask {
    const tasks = this.#tasks.get(token)
    if (tasks === undefined) throw new CultivarError('not-found', 'This preview is out of date.')
    const task = tasks[index]
    if (task === undefined) throw new CultivarError('not-found', 'This preview has no such picture.')
    return task
  }

  /** Why kept: ranking 100,000 sources takes longer than a slider may wait. An import makes it out of date. */
  #bands(recipe: Recipe): PartnerBands {
    const { db } = this.#workspace
    const withOutlines = pastes(recipe)
    const mark = `${sourcesMark(db)} ${withOutlines}`
    if (this.#known?.mark !== mark) this.#known = { mark, bands: partnerBands(db, { withOutlines }) }
    return this.#known.bands
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
