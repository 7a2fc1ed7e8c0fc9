import { Loader, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { CallInput } from '../../shared/api/contract.ts'
import { useDrawForecast } from '../client/drawForecast.ts'
import { plural } from '../client/outcome.ts'
import { BarChart } from '../components/BarChart.tsx'
import { ErrorNote } from '../components/ErrorNote.tsx'
import classes from './Recipe.module.css'

/** Unit: milliseconds. */
const settleMs = 250

/** Rows that are drawn; beyond these nobody compares them. */
const mostRows = 200

interface ClassForecastsProps {
  readonly input: CallInput<'draw.forecast'>
  /** While variants are being drawn the numbers stand still: they would be others with every batch. */
  readonly isDrawing: boolean
}

/** Classes before and after a draw. */
export function ClassForecasts({ input, isDrawing }: ClassForecastsProps) {
  const [settled] = useDebouncedValue(input, settleMs)
  const { data, error } = useDrawForecast(isDrawing ? null : settled)
  if (error !== null) return <ErrorNote error={error} />
  if (data === undefined) return isDrawing ? null : <Loader size="xs" aria-label="Counting" />
  const isOfObjects = data.classes.some(({ counts }) => counts === 'objects')
  const rows = data.classes.map(({ name, before, drawn }) => ({
    name: name ?? 'Without a class',
    values: [before, drawn]
  }))
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className={classes['forecasts']} aria-label="Classes before and after" tabIndex={0}>
      <BarChart
        title={isOfObjects ? 'Objects in variants' : 'Variants of each class'}
        rowTitle="Class"
        valueTitles={['Before', 'Drawn']}
        totalTitle="After"
        rows={rows.slice(0, mostRows)}
      />
      {rows.length > mostRows && (
        <Text size="xs">and {plural(rows.length - mostRows, 'more class', 'more classes')}</Text>
      )}
      <Text size="xs" aria-live="polite" className="numbers">
        {plural(data.variants, 'variant')} would be drawn.
      </Text>
    </section>
  )
}
