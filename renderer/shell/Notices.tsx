import { Alert } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useDismissNotice } from '../client/workspace.ts'

/** Things that the person must know about the workspace, until they are dismissed. */
export function Notices({ notices }: { readonly notices: readonly string[] }) {
  const { mutate: dismiss } = useDismissNotice()
  return notices.map((notice) => (
    <Alert
      key={notice}
      radius={0}
      py={8}
      color="yellow"
      icon={<IconInfoCircle size={18} />}
      withCloseButton
      closeButtonLabel="Dismiss"
      onClose={() => dismiss(notice)}
    >
      {notice}
    </Alert>
  ))
}
