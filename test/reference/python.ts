import { execFileSync, type ExecFileSyncOptions } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { Channels, Raster } from '../../shared/raster.ts'

/** Why not the first Python on PATH: only Debian's own sees Debian's packages. */
const python = '/usr/bin/python3'

/** The Debian package of each module that a script may import. */
const packageOf = {
  numpy: 'python3-numpy',
  PIL: 'python3-pil',
  cv2: 'python3-opencv',
  skimage: 'python3-skimage',
  scipy: 'python3-scipy',
  torchvision: 'python3-torchvision',
  yaml: 'python3-yaml'
} as const
export type PythonModule = keyof typeof packageOf

function has(modules: readonly PythonModule[]): boolean {
  try {
    execFileSync(python, ['-c', `import ${modules.join(', ')}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function install(modules: readonly PythonModule[]): void {
  const options: ExecFileSyncOptions = {
    stdio: 'ignore',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  }
  // Why the time for the lock: other test files may be installing at the same moment.
  const patient = ['-qq', '-o', 'DPkg::Lock::Timeout=600']
  const packages = modules.map((name) => packageOf[name])
  try {
    execFileSync('apt-get', [...patient, 'update'], options)
    execFileSync('apt-get', [...patient, 'install', '-y', '--no-install-recommends', ...packages], options)
  } catch {
    // What is missing still is found out by importing it.
  }
}

/**
 * Why the modules cannot be used here, with the command that helps; undefined when they can. As root on Debian what
 * is missing is installed.
 *
 * Throws in CI under Linux, so that nobody takes tests that never ran for tests that passed.
 */
export function missingPython(modules: readonly PythonModule[]): string | undefined {
  if (has(modules)) return undefined
  const isLinux = process.platform === 'linux'
  if (isLinux && process.getuid?.() === 0) install(modules)
  if (has(modules)) return undefined
  const command = `sudo apt-get install -y ${modules.map((name) => packageOf[name]).join(' ')}`
  const why = `Python's ${modules.join(', ')} cannot be imported by ${python}: ${command}`
  if (isLinux && process.env['CI'] === 'true') throw new Error(why)
  console.warn(why)
  return why
}

type Samples = Uint8Array | Uint16Array | Int32Array | Float32Array | Float64Array

/** A numpy array in row-major order. */
export interface PythonArray {
  readonly shape: readonly number[]
  readonly data: Samples
}

const constructors = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array
} as const
type Dtype = keyof typeof constructors

function dtypeOf(data: Samples): Dtype {
  const found = Object.entries(constructors).find(([, made]) => data instanceof made)
  return found?.[0] as Dtype
}

const before = `
import json, os, sys
import numpy as np
folder = sys.argv[1]
with open(os.path.join(folder, 'request.json')) as file: request = json.load(file)
values = request['values']
arrays = {name: np.fromfile(os.path.join(folder, name + '.in'), dtype=one['dtype']).reshape(one['shape'])
          for name, one in request['arrays'].items()}
outputs, answer = {}, None
`

const after = `
made = {}
for name, one in outputs.items():
    one = np.asarray(one)
    if one.dtype == np.bool_: one = one.astype(np.uint8)
    if one.dtype == np.int64: one = one.astype(np.int32)
    np.ascontiguousarray(one).tofile(os.path.join(folder, name + '.out'))
    made[name] = {'dtype': str(one.dtype), 'shape': list(one.shape)}
with open(os.path.join(folder, 'answer.json'), 'w') as file: json.dump({'answer': answer, 'arrays': made}, file)
`

export interface PythonRequest {
  readonly arrays?: Readonly<Record<string, PythonArray>>
  /** Plain JSON. */
  readonly values?: unknown
}

export interface PythonAnswer {
  readonly arrays: Readonly<Record<string, PythonArray>>
  readonly answer: unknown
}

const folders: string[] = []

/**
 * Runs a script in Debian's Python. It finds `np`, its inputs under `arrays['name']` and in `values`, and puts arrays
 * into `outputs['name']` and JSON into `answer`. Throws with Python's own words when it fails.
 */
export function runPython(script: string, { arrays = {}, values = null }: PythonRequest = {}): PythonAnswer {
  if (folders.length === 0) folders.push(mkdtempSync(join(tmpdir(), 'cultivar-python-')))
  const folder = mkdtempSync(join(folders[0] as string, 'run-'))
  const described = Object.entries(arrays).map(([name, { shape, data }]) => {
    writeFileSync(join(folder, `${name}.in`), data)
    return [name, { shape, dtype: dtypeOf(data) }] as const
  })
  writeFileSync(
    join(folder, 'request.json'),
    JSON.stringify({ values, arrays: Object.fromEntries(described) })
  )
  writeFileSync(join(folder, 'script.py'), `${before}\n${script}\n${after}`)
  execFileSync(python, [join(folder, 'script.py'), folder], { encoding: 'utf8', stdio: 'pipe' })
  const made = JSON.parse(readFileSync(join(folder, 'answer.json'), 'utf8')) as {
    readonly answer: unknown
    readonly arrays: Readonly<Record<string, { readonly shape: readonly number[]; readonly dtype: Dtype }>>
  }
  const read = Object.entries(made.arrays).map(([name, { shape, dtype }]) => {
    const bytes = new Uint8Array(readFileSync(join(folder, `${name}.out`)))
    return [name, { shape, data: new constructors[dtype](bytes.buffer) }] as const
  })
  return { answer: made.answer, arrays: Object.fromEntries(read) }
}

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A picture as OpenCV, PIL and scikit-image take it: height x width (x channels, RGB). */
export function toPython({ width, height, channels, data }: Raster): PythonArray {
  return { shape: channels === 1 ? [height, width] : [height, width, channels], data }
}

/** A picture that Python made, of 8 or 16 bit. */
export function fromPython(array: PythonArray | undefined): Raster {
  if (!(array?.data instanceof Uint8Array || array?.data instanceof Uint16Array)) {
    throw new TypeError('Expected a picture of 8 or 16 bit from Python.')
  }
  const [height = 0, width = 0, channels = 1] = array.shape
  return { width, height, channels: channels as Channels, data: array.data }
}
