import { folder } from './folder.ts'
import type { Exporter } from './types.ts'

/** Every export format. */
export const exporters = [folder] as const satisfies readonly Exporter[]

export function exporterById(id: (typeof exporters)[number]['id']): Exporter {
  return exporters.find((exporter) => exporter.id === id) ?? folder
}
