import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { exportFormats, importFormats, yoloTasks } from '../shared/api/formats.ts'
import {
  exportImages,
  type ExportOptions,
  exportOptionsSchema,
  variantStatuses
} from '../shared/api/types.ts'
import { CultivarError } from '../shared/errors.ts'
import { fillModes, interpolations } from '../shared/ops.ts'
import { apply } from './cli/applyCommand.ts'
import { type Answer, exitCode, type ExitCode, printAnswer, printError } from './cli/output.ts'
import { check, keras, listDomains } from './cli/plainCommands.ts'
import { fromAlbumentationsFile, python } from './cli/recipeCommands.ts'
import { report } from './cli/reportCommand.ts'
import { serveWorkspace } from './cli/serveCommand.ts'
import { render, variants, type VariantsOptions } from './cli/variantCommands.ts'
import { verifySet } from './cli/verifyCommand.ts'
import { create, decide, draw, exportTo, importInto, resume, status } from './cli/workspaceCommands.ts'
import { programVersion } from './engine/versions.ts'

/** The command line: reads arguments, calls one function, prints its answer. */
const program = new Command('cultivar')
  .description('Grow a small image data set into a larger one that still means the same thing.')
  .version(programVersion)
  .option('--json', 'print one JSON document on stdout')
  .showHelpAfterError('(add --help for the options)')
  .exitOverride()

let code: ExitCode = exitCode.done

async function answer(made: Answer | Promise<Answer>): Promise<void> {
  const done = await made
  printAnswer(done, asJson())
  code = done.code ?? exitCode.done
}

const asJson = (): boolean => process.argv.includes('--json')

function command(name: string, description: string): Command {
  return program.command(name).description(description).option('--json', 'print one JSON document on stdout')
}

const whole =
  (least: number) =>
  (text: string): number => {
    const value = Number(text)
    if (!Number.isSafeInteger(value) || value < least)
      throw new InvalidArgumentError(`Expected a whole number from ${least}.`)
    return value
  }

const idList = (text: string, before: readonly number[] = []): number[] => [...before, whole(1)(text)]

command('create', 'make a new workspace')
  .argument('<workspace>')
  .action((folder: string) => answer(create(folder)))

command('import', 'add images to a workspace; again only what is new')
  .argument('<workspace>')
  .argument('<paths...>')
  .addOption(new Option('--format <format>').choices(['auto', ...importFormats]).default('auto'))
  .option('--copy', 'copy the files into the workspace', false)
  .option('--columns <list>', 'of a table: path=NAME,label=NAME,split=NAME; numbers from 1 without a header')
  .action((folder: string, paths: string[], options: Parameters<typeof importInto>[2]) =>
    answer(importInto(folder, paths, options))
  )

command('status', 'what a workspace holds')
  .argument('<workspace>')
  .action((folder: string) => answer(status(folder)))

command('domains', 'list the domains').action(() => answer(listDomains()))

command('check', 'judge a recipe in a domain; exit 1 if anything is forbidden')
  .argument('<recipe>')
  .requiredOption('--domain <id>')
  .option('--class <name>')
  .action((file: string, options: { domain: string; class?: string }) =>
    answer(
      (async () =>
        check(file, {
          domain: options.domain,
          ...(options.class === undefined ? {} : { className: options.class })
        }))()
    )
  )

command('from-keras', 'make a recipe from ImageDataGenerator arguments')
  .argument('<arguments>')
  .action((file: string) => answer((async () => keras(file))()))

command('from-albumentations', 'make a recipe from a pipeline that Albumentations saved (JSON or YAML)')
  .argument('<file>')
  .action((file: string) => answer((async () => fromAlbumentationsFile(file))()))

command('to-python', 'write a Python script that does what a recipe says')
  .argument('<recipe>')
  .requiredOption('--library <name>', 'albumentations, torchvision or keras')
  .option('--domain <id>', 'as the domain leaves it')
  .action((file: string, options) => answer((async () => python(file, options))()))

command('draw', 'draw variants')
  .argument('<workspace>')
  .requiredOption('--recipe <file>')
  .requiredOption('--domain <id>')
  .option('--copies <n>', 'variants per source', whole(1))
  .option('--balance <n>', 'variants per class, more of rare classes', whole(1))
  .option('--replace-pending', 'remove undecided variants of other recipes first', false)
  .action((folder: string, options: Parameters<typeof draw>[1]) =>
    answer((async () => draw(folder, options))())
  )

command('variants', 'list variants')
  .argument('<workspace>')
  .option('--limit <n>', 'at most so many', whole(1))
  .addOption(new Option('--status <status>').choices(variantStatuses))
  .option('--class <name>')
  .addOption(
    new Option('--lost <share>', 'a marked thing has lost some or most of it').choices(['some', 'most'])
  )
  .action((folder: string, options: Omit<VariantsOptions, 'className'> & { class?: string }) => {
    const { class: className, ...rest } = options
    return answer(variants(folder, { ...rest, ...(className === undefined ? {} : { className }) }))
  })

command('decide', 'accept or reject variants')
  .argument('<workspace>')
  .option('--accept', 'accept them', false)
  .option('--reject', 'reject them', false)
  .option('--class <name>', 'all of a class')
  .option('--variant <id...>', 'these ones', idList)
  .option('--all', 'all of them', false)
  .option('--undecided', 'with --class or --all: leave earlier decisions alone', false)
  .action((folder: string, options: DecideArguments) => answer((async () => decideFrom(folder, options))()))

interface DecideArguments {
  readonly accept: boolean
  readonly reject: boolean
  readonly class?: string
  readonly variant?: readonly number[]
  readonly all: boolean
  readonly undecided: boolean
}

function decideFrom(folder: string, options: DecideArguments): Promise<Answer> {
  if (options.accept === options.reject)
    throw new CultivarError('bad-input', 'Expected either --accept or --reject.')
  return decide(folder, {
    status: options.accept ? 'accepted' : 'rejected',
    all: options.all,
    undecided: options.undecided,
    ...(options.class === undefined ? {} : { className: options.class }),
    ...(options.variant === undefined ? {} : { variants: options.variant })
  })
}

command('render', 'write the picture of one variant')
  .argument('<workspace>')
  .requiredOption('--variant <id>', 'its id', whole(1))
  .requiredOption('--out <file>', 'a .png, .jpg or .webp file')
  .action((folder: string, options: { variant: number; out: string }) =>
    answer((async () => render(folder, options.variant, options.out))())
  )

command('apply', 'apply concrete steps to one picture')
  .argument('<in>')
  .argument('<out>')
  .requiredOption('--steps <file>', 'a JSON list of concrete steps')
  .addOption(new Option('--fill-mode <mode>').choices(fillModes).default('nearest'))
  .option('--fill-value <levels>', 'grey, or red,green,blue from 0 to 255', '0')
  .addOption(new Option('--interpolation <kind>').choices(interpolations).default('bilinear'))
  .option('--partner <file...>', 'the pictures that the steps mix in, in their order')
  .option(
    '--annotations <file>',
    'JSON: {"boxes":[[x0,y0,x1,y1]],...}, or {"annotations":[...]} as docs/formats.md says'
  )
  .option('--annotations-out <file>', 'where to write what becomes of them')
  .option('--mask <file>', 'a PNG whose values mean classes or objects')
  .option('--mask-out <file>', 'where to write what becomes of it, as PNG')
  .action((input: string, out: string, options: Parameters<typeof apply>[2]) =>
    answer(apply(input, out, options))
  )

command('export', 'write a training set')
  .argument('<workspace>')
  .argument('<folder>')
  .addOption(new Option('--format <format>').choices(exportFormats).default('folder'))
  .option('--split <train,val,test>', 'percentages, split by source; without it the splits of the input')
  .addOption(
    new Option('--include <which>', 'accepted variants, or also the undecided ones')
      .choices(['accepted', 'pending'])
      .default('accepted')
  )
  .option('--originals', 'with the originals', false)
  .option('--zip', 'one ZIP file instead of a folder', false)
  .addOption(new Option('--task <task>', 'of YOLO').choices(yoloTasks).default('auto'))
  .addOption(new Option('--variants-in <splits>').choices(['all', 'train']).default('all'))
  .option('--size <WxH>', 'size of the pictures; without it their own')
  .addOption(new Option('--image <format>').choices(exportImages).default('auto'))
  .option('--quality <n>', 'of JPEG and WebP, 1 to 100', whole(1), 92)
  .option(
    '--normalise <list>',
    'arrays are normalised as Keras does, beside pictures the statistics are written; from rescale=X, ' +
      'samplewise-centre, samplewise-standardise, featurewise-centre, featurewise-standardise, zca, zca-epsilon=X'
  )
  .action((folder: string, target: string, options: ExportArguments) =>
    answer((async () => exportTo(folder, target, exportOptions(options)))())
  )

interface ExportArguments {
  readonly split?: string
  readonly size?: string
  readonly normalise?: string
  readonly zip?: boolean
  readonly [name: string]: unknown
}

function exportOptions({
  split,
  size,
  normalise,
  zip,
  json: _json,
  ...rest
}: ExportArguments): ExportOptions {
  const parsed = exportOptionsSchema.safeParse({
    ...rest,
    archive: zip === true ? 'zip' : null,
    split: split === undefined ? null : numbers('--split', split, ',', 3),
    size: size === undefined ? null : toSize(numbers('--size', size, 'x', 2)),
    normalisation: normalise === undefined ? null : normalisationOf(normalise)
  })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new CultivarError('bad-input', `--${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}.`)
}

const normalisations: Readonly<Record<string, string>> = {
  rescale: 'rescale',
  'samplewise-centre': 'samplewiseCentre',
  'samplewise-standardise': 'samplewiseStandardise',
  'featurewise-centre': 'featurewiseCentre',
  'featurewise-standardise': 'featurewiseStandardise',
  zca: 'zcaWhitening',
  'zca-epsilon': 'zcaEpsilon'
}

function normalisationOf(list: string): unknown {
  const entries = list.split(',').map((one) => {
    const [name = '', value] = one.trim().split('=')
    const key = normalisations[name]
    if (key === undefined) {
      throw new CultivarError('bad-input', `There is no normalisation "${name}".`, {
        remedy: `Use some of ${Object.keys(normalisations).join(', ')}.`
      })
    }
    return [key, value === undefined ? true : fraction(value)] as const
  })
  return Object.fromEntries(entries)
}

/** A number, or two with a slash between them (1/255). */
function fraction(text: string): number {
  const [above = '', below = '1'] = text.split('/')
  return above.trim() === '' ? Number.NaN : Number(above) / Number(below)
}

const toSize = ([width, height]: readonly number[]): unknown => ({ width, height })

function numbers(name: string, text: string, separator: string, count: number): readonly number[] {
  const parts = text.split(separator).map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  if (parts.length === count && parts.every((part) => Number.isFinite(part) && part >= 0)) return parts
  throw new CultivarError(
    'bad-input',
    `Expected ${count} numbers separated by "${separator}" for ${name} but received ${text}.`
  )
}

command('verify', 'check a data set: checksums, pictures, annotations, splits; exit 1 if anything is wrong')
  .argument('<folder>', 'an export of this program, any other data set, or an archive of one')
  .action((folder: string) => answer(verifySet(folder)))

command('report', 'write what a workspace holds as one HTML file')
  .argument('<workspace>')
  .requiredOption('--out <file>', 'an .html file')
  .action((folder: string, options: { out: string }) => answer(report(folder, options)))

command('resume', 'go on with jobs that were interrupted')
  .argument('<workspace>')
  .action((folder: string) => answer(resume(folder)))

command('serve', 'open a workspace in the browser')
  .argument('[workspace]')
  .option('--port <n>', 'port on 127.0.0.1; a free one without it', whole(0), 0)
  .option('--sample', 'the bundled sample data set', false)
  .option('--root <folder>', 'folder below which the browser may choose files')
  .action((folder: string | undefined, options: Parameters<typeof serveWorkspace>[1]) =>
    serveWorkspace(folder, { ...options, json: asJson() })
  )

/** Commander has told the person already; a script that asked for JSON gets its document too. */
function usage({ exitCode: given, message }: CommanderError): ExitCode {
  if (given === 0) return exitCode.done
  const error = {
    code: 'bad-input',
    message: message.replace(/^error: /, ''),
    remedy: 'See cultivar --help.'
  }
  if (asJson()) process.stdout.write(`${JSON.stringify({ error })}\n`)
  return exitCode.usage
}

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) code = usage(error)
  else code = printError(error, asJson())
}
process.exitCode = code
