import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { missingPython } from '../reference/python.ts'

const python = '/usr/bin/python3'
/** Ignored by git. Why not from Debian: bookworm has no python3-pycocotools. */
const target = join(import.meta.dirname, '../../out/python')

function has(): boolean {
  try {
    execFileSync(python, ['-c', 'import pycocotools.coco, pycocotools.mask'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/**
 * Makes pycocotools usable by `runPython`: as it is installed, else of this version from PyPI. Returns why it cannot be,
 * and throws in CI under Linux, as `missingPython` does.
 */
export function missingPycocotools(): string | undefined {
  const why = missingPython(['numpy', 'PIL', 'torchvision'])
  if (why !== undefined) return why
  process.env['PYTHONPATH'] = target
  if (has()) return undefined
  try {
    const what = ['--target', target, '--no-deps', '--only-binary', ':all:', 'pycocotools==2.0.11']
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', ...what], { stdio: 'ignore' })
  } catch {
    // What is missing still is found out by importing it.
  }
  if (has()) return undefined
  const command = `${python} -m pip install --target ${target} --no-deps pycocotools==2.0.11`
  const missing = `pycocotools cannot be imported by ${python}: ${command}`
  if (process.platform === 'linux' && process.env['CI'] === 'true') throw new Error(missing)
  console.warn(missing)
  return missing
}
