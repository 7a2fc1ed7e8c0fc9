import { resolve } from 'node:path'
import { createPixelPool } from '../jobs/pool.ts'
import { type Check, checks } from '../verify/findings.ts'
import { type Verified, verify } from '../verify/verify.ts'
import { type Answer, clearProgress, exitCode, showProgress } from './output.ts'

/** Checks a data set, exported or foreign; exit code 1 when anything is wrong with it. */
export async function verifySet(folder: string): Promise<Answer> {
  const pool = createPixelPool()
  try {
    const verified = await verify(resolve(folder), { pool, onProgress: showProgress })
    clearProgress()
    return answerOf(verified)
  } finally {
    await pool.close()
  }
}

function answerOf(verified: Verified): Answer {
  const { findings, ...found } = verified
  const { wrong, counts, kept } = findings
  const isSound = wrong === 0
  const notes = notesOn(verified)
  const told = (isWrong: boolean): readonly object[] =>
    kept
      .filter((finding) => finding.isWrong === isWrong)
      .map(({ check, file, text }) => ({ check, file, problem: text }))
  return {
    json: { ok: isSound, problems: told(true), doubts: told(false), counts, ...found, notes },
    text: [headOf(verified), ...notes, ...linesOf(verified), isSound ? 'Nothing is wrong.' : '']
      .join('\n')
      .trim(),
    code: isSound ? exitCode.done : exitCode.no
  }
}

const headOf = ({ format, pictures, files }: Verified): string =>
  `${pictures} pictures in ${files} files, read as: ${format}`

/** What could not be checked. */
function notesOn({ hasSums, hasManifest }: Verified): readonly string[] {
  return [
    ...(hasSums ? [] : ['There is no SHA256SUMS: files were not compared with checksums.']),
    ...(hasManifest
      ? []
      : [
          'There is no manifest.csv: sources are not known, only equal and similar pictures in two splits were looked for.'
        ])
  ]
}

function linesOf({ findings }: Verified): readonly string[] {
  const { kept, counts } = findings
  return (Object.keys(checks) as Check[]).flatMap((check) => {
    const own = kept.filter((finding) => finding.check === check)
    const count = counts[check] ?? 0
    if (count === 0) return []
    const lines = own.map(
      ({ file, text, isWrong }) => `  ${isWrong ? '' : '(to be looked at) '}${file}: ${text}`
    )
    const more = count > own.length ? [`  and ${count - own.length} more`] : []
    const title = checks[check]
    return [`${title.charAt(0).toUpperCase()}${title.slice(1)}: ${count}`, ...lines, ...more]
  })
}
