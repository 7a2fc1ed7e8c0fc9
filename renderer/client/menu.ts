import { useEffect, useEffectEvent } from 'react'
import type { MenuCommand } from '../../shared/api/bridge.ts'
import { bridge } from './bridge.ts'

/** Listens to the menu of the host, where it has one. */
export function useMenu(onCommand: (command: MenuCommand) => void): void {
  const tell = useEffectEvent(onCommand)
  useEffect(() => bridge.onMenu?.((command) => tell(command)), [])
}
