import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconPackageExport } from '@tabler/icons-react'
import type { WorkspaceStatus } from '../../shared/api/contract.ts'
import { type ExportOptions, exportOptionsSchema } from '../../shared/api/types.ts'
import { useChooseExport, useForecast } from '../client/exports.ts'
import classes from './Export.module.css'
import { ExportForm } from './ExportForm.tsx'
import { ExportList } from './ExportList.tsx'
import { Forecast } from './Forecast.tsx'

/** Options kept from the last visit; the defaults when they are of an older shape. */
function restore(text: string | undefined): ExportOptions {
  try {
    return exportOptionsSchema.parse(JSON.parse(text ?? '{}'))
  } catch {
    return exportOptionsSchema.parse({})
  }
}

/** Fourth step: what is written, and what was written. */
export function ExportScreen({ status }: { readonly status: WorkspaceStatus }) {
  const [options, setOptions] = useLocalStorage<ExportOptions>({
    key: 'cultivar.export',
    defaultValue: exportOptionsSchema.parse({}),
    deserialize: restore,
    getInitialValueInEffect: false
  })
  const { mutate: choose, isPending } = useChooseExport()
  const parsed = exportOptionsSchema.safeParse(options)
  const { data: forecast } = useForecast(parsed.success ? parsed.data : exportOptionsSchema.parse({}))
  return (
    <div className={classes['screen']}>
      <section className={classes['form']} aria-labelledby="export-title">
        <Title order={2} id="export-title" mb="xs">
          Export a training set
        </Title>
        <ExportForm options={options} status={status} onChange={setOptions} />
      </section>
      <section className={classes['side']} aria-label="Forecast and finished exports">
        {parsed.success ? (
          <Forecast options={parsed.data} />
        ) : (
          <Text size="sm" c="var(--rejected)">
            Some fields are not filled in.
          </Text>
        )}
        <Stack gap={4}>
          <Group>
            <Button
              size="sm"
              leftSection={<IconPackageExport size={18} />}
              disabled={!parsed.success || forecast?.files === 0}
              loading={isPending}
              onClick={() => parsed.success && choose(parsed.data)}
            >
              Export…
            </Button>
          </Group>
          <Text size="xs" c="dimmed">
            You choose where the new {parsed.data?.archive === 'zip' ? 'file' : 'folder'} goes. With the
            pictures come manifest.csv and their provenance: recipe, domain, seed, versions and checksums.
          </Text>
        </Stack>
        <ExportList />
      </section>
    </div>
  )
}
