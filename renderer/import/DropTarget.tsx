import { Center, Overlay, Text } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { IconPhotoDown } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { CultivarError } from '../../shared/errors.ts'
import { droppedFiles } from '../client/droppedFiles.ts'
import { showError } from '../client/notices.ts'
import { useImportDropped } from '../client/sources.ts'
import { useImportChoices } from './importChoices.ts'

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true

/** Of a picture dragged out of a web page, which the host can find no file for. */
function withoutFile(): CultivarError {
  return new CultivarError('not-found', 'What was dropped is not a file on this computer.', {
    remedy: 'Save the picture first, then drop the saved file.'
  })
}

/** Takes files and folders dropped anywhere on the window. */
export function DropTarget({ onStarted }: { readonly onStarted: () => void }) {
  const depth = useRef(0)
  const [isOver, setIsOver] = useState(false)
  const choices = useImportChoices()
  const { mutate } = useImportDropped()
  useWindowEvent('dragenter', (event) => {
    if (!hasFiles(event)) return
    depth.current += 1
    setIsOver(true)
  })
  useWindowEvent('dragleave', (event) => {
    if (!hasFiles(event)) return
    depth.current = Math.max(0, depth.current - 1)
    if (depth.current === 0) setIsOver(false)
  })
  useWindowEvent('dragover', (event) => event.preventDefault())
  useWindowEvent('drop', (event) => {
    event.preventDefault()
    depth.current = 0
    setIsOver(false)
    if (event.dataTransfer === null) return
    droppedFiles(event.dataTransfer).then((files) => {
      if (files.length > 0)
        mutate(
          { files, choices },
          { onSuccess: (job) => (job === null ? showError(withoutFile()) : onStarted()) }
        )
    }, showError)
  })
  if (!isOver) return null
  return (
    <Overlay fixed zIndex={1000} backgroundOpacity={0.75} color="#12261a">
      <Center h="100%" style={{ flexDirection: 'column', gap: 12, pointerEvents: 'none' }}>
        <IconPhotoDown size={56} color="#fff" aria-hidden />
        <Text c="#fff" size="lg" fw={600}>
          Drop pictures or folders to import them
        </Text>
      </Center>
    </Overlay>
  )
}
