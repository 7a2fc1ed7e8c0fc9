import type { JobRow } from '../../shared/api/types.ts'

export const isEnded = ({ state }: JobRow): boolean => state !== 'running' && state !== 'queued'

const count = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** "1 picture", "12 pictures"; the plural is the singular with an s unless given. */
export function plural(amount: number, one: string, many = `${one}s`): string {
  return `${amount.toLocaleString('en')} ${amount === 1 ? one : many}`
}

function detailOf({ kind, result, failures }: JobRow): string {
  const failed = failures === 0 ? '' : ` ${plural(failures, 'picture')} could not be used.`
  switch (kind) {
    case 'import': {
      const skipped = count(result?.['skipped'])
      const known = skipped === 0 ? '' : ` ${plural(skipped, 'picture')} were already there.`
      const updated = count(result?.['updated'])
      const mended = updated === 0 ? '' : ` Labels of ${plural(updated, 'picture')} were brought up to date.`
      const read = typeof result?.['readAs'] === 'string' ? ` Read as: ${result['readAs']}.` : ''
      return `${plural(count(result?.['added']), 'picture')} added.${known}${mended}${failed}${read}`
    }
    case 'draw': {
      const redrawn = count(result?.['redrawn'])
      const again = redrawn === 0 ? '' : ` ${plural(redrawn, 'draw')} left the domain and were drawn again.`
      return `${plural(count(result?.['drawn']), 'variant')} drawn.${again}${failed}`
    }
    case 'export':
      return `${plural(count(result?.['files']), 'file')} written.${failed}`
  }
}

/** What a cancelled job leaves behind: an export nothing, the others what they had finished. */
const left = {
  import: 'The pictures added until then stay.',
  draw: 'The variants drawn until then stay; the same recipe drawn again adds the rest.',
  export: 'Nothing half-made was left.'
} as const

const names = { import: 'Import', draw: 'Drawing', export: 'Export' } as const

/** What came of a job that has ended without an error, in words. */
export function outcomeOf(job: JobRow): { readonly title: string; readonly detail: string } {
  const name = names[job.kind]
  if (job.state === 'cancelled') return { title: `${name} cancelled`, detail: left[job.kind] }
  if (job.state === 'interrupted')
    return { title: `${name} interrupted`, detail: 'It goes on when it is started again.' }
  return { title: `${name} finished`, detail: detailOf(job) }
}
