/** A piece of HTML; whatever was put into it has been escaped. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

/** Control characters that HTML does not know: all but tab and line breaks. */
const isControl = (character: string): boolean => {
  const code = character.charCodeAt(0)
  return (code < 0x20 && code !== 9 && code !== 10 && code !== 13) || code === 0x7f
}

const escapeHtml = (text: string): string =>
  Array.from(text, (character) =>
    isControl(character) ? '\ufffd' : (entities[character] ?? character)
  ).join('')

type Part = Html | string | number | readonly Html[]

function textOf(part: Part): string {
  if (part instanceof Html) return part.text
  if (typeof part === 'string') return escapeHtml(part)
  if (typeof part === 'number') return String(part)
  return part.map(({ text }) => text).join('')
}

/** A tagged template: texts are escaped, HTML is put in as it is. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(texts.map((text, index) => text + textOf(parts[index] ?? '')).join(''))
}

/** Numbers as people read them: 12,345. */
export const inNumbers = (value: number): string => value.toLocaleString('en')
