/** The Python that we write is read by Python: syntax, names of arguments, and torchvision itself. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultStep } from '../../shared/policy/verdict.ts'
import { toPython as write } from '../../shared/recipe/python/toPython.ts'
import { type PythonLibrary, pythonLibraries } from '../../shared/recipe/python/writer.ts'
import { parseRecipe, type Recipe } from '../../shared/recipe/schema.ts'
import { transforms } from '../../shared/transforms/index.ts'
import type { TransformSpec } from '../../shared/transforms/spec.ts'
import { missingPython, runPython } from './python.ts'

const specs: readonly TransformSpec[] = transforms
const recipeOf = (spec: TransformSpec): Recipe =>
  parseRecipe({ version: 1, seed: 3, steps: [defaultStep(spec)] })

const missing = missingPython(['numpy', 'torchvision'])

/** Every recipe of one step, as a script of the library, with the transform's id. */
const scriptsFor = (library: PythonLibrary): readonly (readonly [string, string])[] =>
  specs.map((spec) => [spec.id, write(recipeOf(spec), library).script] as const)

describe('a step becomes Python or a reason', () => {
  it.each(pythonLibraries)('%s', (library) => {
    for (const spec of specs) {
      const { script, notes } = write(recipeOf(spec), library)
      const lines = script.split('\n').filter((line) => /^ {8}\S/.test(line))
      if (lines.length === 0) expect(notes.join(' ')).toContain(`${spec.title}: left out`)
    }
  })

  it('most of them in Albumentations', () => {
    const left = specs.filter((spec) =>
      write(recipeOf(spec), 'albumentations').notes.some((note) => note.includes('left out'))
    )
    expect(left.map(({ id }) => id).toSorted()).toEqual([
      'augMix',
      'autoAugment',
      'copyPaste',
      'cutMix',
      'mixUp',
      'mosaic',
      'randAugment',
      'sharpness',
      'trivialAugmentWide'
    ])
  })
})

describe.skipIf(missing !== undefined)('Python reads it', () => {
  it.each(pythonLibraries)('as a program: %s', (library) => {
    const broken = runPython(
      `
import ast
answer = []
for name, text in values:
    try: ast.parse(text)
    except SyntaxError as error: answer.append([name, str(error)])
`,
      { values: scriptsFor(library) }
    ).answer
    expect(broken).toEqual([])
  })

  it('with names and arguments that Albumentations 2.0.8 has', () => {
    const fixture = join(import.meta.dirname, '../fixtures/albumentations-2.0.8.json')
    const known = JSON.parse(readFileSync(fixture, 'utf8')) as object
    // Parameterless transforms of a file that the table of constructors does not list.
    const others = {
      HorizontalFlip: [],
      VerticalFlip: [],
      Transpose: [],
      InvertImg: [],
      ChannelShuffle: [],
      LongestMaxSize: ['max_size']
    }
    const wrong = runPython(
      `
import ast
answer = []
known, others, scripts = values
for name, text in scripts:
    for call in [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]:
        if not (isinstance(call.func, ast.Attribute) and getattr(call.func.value, 'id', '') == 'A'): continue
        cls = call.func.attr
        if cls == 'Compose': continue
        taken = known[cls]['parameters'] if cls in known else others.get(cls)
        if taken is None: answer.append([name, cls])
        else: answer += [[name, cls, k.arg] for k in call.keywords if k.arg != 'p' and k.arg not in taken]
`,
      { values: [known, others, scriptsFor('albumentations')] }
    ).answer
    expect(wrong).toEqual([])
  })

  it('and torchvision runs it on a picture', () => {
    const failed = runPython(
      `
from PIL import Image
picture = Image.fromarray((np.indices((64, 96)).sum(0) % 256).astype(np.uint8)).convert('RGB')
answer = []
for name, text in values:
    scope = {}
    try:
        exec(text, scope)
        out = scope['transform'](picture)
        assert out.size[0] > 0
    except Exception as error: answer.append([name, repr(error)[:200]])
`,
      // Erasing works on tensors.
      { values: scriptsFor('torchvision').filter(([id]) => id !== 'randomErasing') }
    ).answer
    expect(failed).toEqual([])
  })
})
