import { Loader, Text } from '@mantine/core'
import type { Bar, ClassStatistics, Statistics } from '../../shared/api/statistics.ts'
import { useJobs } from '../client/jobs.ts'
import { isEnded, plural } from '../client/outcome.ts'
import { useStatistics } from '../client/statistics.ts'
import { BarChart } from '../components/BarChart.tsx'
import { ErrorNote } from '../components/ErrorNote.tsx'
import { HeatMap } from './HeatMap.tsx'
import { ColourCard, NearCard } from './Cards.tsx'
import classes from './Statistics.module.css'

/** What is in the set: classes, sizes, what is marked and where, colours, what was rejected. */
export function StatisticsPanel() {
  const { data: jobs = [] } = useJobs()
  const isBusy = jobs.some((job) => !isEnded(job))
  const { data, error } = useStatistics(!isBusy)
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className={classes['panel']} aria-label="Statistics" tabIndex={0}>
      {error !== null && <ErrorNote error={error} />}
      {isBusy && (
        <Text size="sm" mb="xs" role="status">
          The numbers follow when the running job is done.
        </Text>
      )}
      {data === undefined ? (
        !isBusy && error === null && <Loader size="sm" aria-label="Counting" />
      ) : (
        <Charts statistics={data} />
      )}
    </section>
  )
}

function Charts({ statistics }: { readonly statistics: Statistics }) {
  const { sources, variants, marks, colour, near } = statistics
  return (
    <>
      <Text size="sm" mb="xs" className="numbers">
        {plural(sources, 'source')}
        {marks !== null &&
          `, ${plural(marks.objects, 'object')} in ${plural(marks.pictures, 'picture')}`};{' '}
        {plural(variants.accepted + variants.pending + variants.rejected, 'variant')}
      </Text>
      <div className={classes['charts']}>
        <ClassCard own={statistics.classes} isOfObjects={marks !== null} />
        <Chart title="Longer side" row="Pixels" bars={statistics.longerSides} />
        <Chart title="Width to height" row="Shape" bars={statistics.aspects} />
        <Chart title="Sizes" row="Size" bars={statistics.sizes} />
        <Chart title="Splits of the input" row="Split" bars={splitBars(statistics)} />
        {marks !== null && (
          <>
            <Chart title="Objects in a picture" row="Objects" bars={marks.perPicture} count="Pictures" />
            <Chart title="Size of objects" row="Share of the picture’s side" bars={marks.relativeSizes} />
            <Chart title="Shape of objects" row="Width to height" bars={marks.aspects} />
            <HeatMap heat={marks.heat} />
          </>
        )}
        {colour !== null && <ColourCard colour={colour} />}
        <Chart title="Drawn with" row="Transform" bars={statistics.transforms} count="Variants" />
        <Chart
          title="Why variants were rejected"
          row="Reason"
          bars={statistics.rejections}
          count="Variants"
        />
        {near.groups > 0 && <NearCard near={near} />}
      </div>
    </>
  )
}

const splitBars = ({ splits }: Statistics): readonly Bar[] =>
  splits.map(({ split, sources }) => ({ name: split, count: sources }))

interface ChartProps {
  readonly title: string
  readonly row: string
  readonly bars: readonly Bar[]
  readonly count?: string
}

function Chart({ title, row, bars, count = 'Number' }: ChartProps) {
  if (bars.length === 0) return null
  return (
    <div className={classes['card']}>
      <BarChart
        title={title}
        rowTitle={row}
        valueTitles={[count]}
        rows={bars.map((bar) => ({ name: bar.name, values: [bar.count] }))}
      />
    </div>
  )
}

/** Rows that are drawn; the report has them all. */
const mostRows = 300

interface ClassCardProps {
  readonly own: readonly ClassStatistics[]
  readonly isOfObjects: boolean
}

function ClassCard({ own, isOfObjects }: ClassCardProps) {
  if (own.length === 0) return null
  return (
    <div className={classes['card']}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <section className={classes['scroll']} aria-label="Classes" tabIndex={0}>
        <BarChart
          title="Classes"
          rowTitle="Class"
          valueTitles={isOfObjects ? ['Sources', 'Objects'] : ['Sources']}
          rows={own.slice(0, mostRows).map(({ name, sources, objects }) => ({
            name,
            values: isOfObjects ? [sources, objects] : [sources]
          }))}
        />
      </section>
      {own.length > mostRows && (
        <Text size="xs">and {plural(own.length - mostRows, 'more class', 'more classes')}</Text>
      )}
    </div>
  )
}
