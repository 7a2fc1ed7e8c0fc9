/** A line of a label file: numbers with blanks between them. */
export interface LabelRow {
  /** From 1. */
  readonly line: number
  readonly values: readonly number[]
}

export interface BadRow {
  readonly line: number
  readonly reason: string
}

export interface Rows {
  readonly rows: readonly LabelRow[]
  readonly bad: readonly BadRow[]
}

const number = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i

/** The rows of a label file. Equal ones count once, as ultralytics counts them. */
export function parseRows(text: string): Rows {
  const rows: LabelRow[] = []
  const bad: BadRow[] = []
  const seen = new Set<string>()
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|[\r\n]/)
  lines.forEach((content, at) => {
    const words = content.trim().split(/\s+/)
    const key = words.join(' ')
    if (key === '' || seen.has(key)) return
    seen.add(key)
    const wrong = words.find((word) => !number.test(word))
    const line = at + 1
    if (wrong === undefined) rows.push({ line, values: words.map(Number) })
    else bad.push({ line, reason: `${JSON.stringify(wrong.slice(0, 40))} is no number.` })
  })
  return { rows, bad }
}

/** Whether a text looks like a label file: its first line is numbers, five or more. */
export function looksLikeLabels(text: string): boolean {
  const words = (/\S[^\r\n]*/.exec(text.replace(/^\ufeff/, ''))?.[0] ?? '').trim().split(/\s+/)
  return (
    words.length >= 5 && words.every((word) => number.test(word)) && /^\d+(?:\.0*)?$/.test(words[0] ?? '')
  )
}
