/** Names of the messages between the preload and main. */
export const channels = {
  call: 'cultivar:call',
  event: 'cultivar:event',
  menu: 'cultivar:menu',
  chooseImport: 'cultivar:choose-import',
  importDropped: 'cultivar:import-dropped',
  chooseTable: 'cultivar:choose-table',
  importTable: 'cultivar:import-table',
  chooseExport: 'cultivar:choose-export',
  chooseWorkspace: 'cultivar:choose-workspace',
  revealExport: 'cultivar:reveal-export'
} as const
