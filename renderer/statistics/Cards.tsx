import { Text } from '@mantine/core'
import type { ColourStatistics, NearStatistics } from '../../shared/api/statistics.ts'
import { plural } from '../client/outcome.ts'
import { BarChart } from '../components/BarChart.tsx'
import classes from './Statistics.module.css'

/** Mean colour and brightness. */
export function ColourCard({
  colour: { mean, deviation, brightness }
}: {
  readonly colour: ColourStatistics
}) {
  const whole = mean.map(Math.round).join(', ')
  return (
    <div className={classes['card']}>
      <BarChart
        title="Mean brightness of pictures"
        rowTitle="Level"
        valueTitles={['Pictures']}
        rows={brightness.map(({ name, count }) => ({ name, values: [count] }))}
      />
      <Text size="xs" mt={6} className="numbers">
        <span className={classes['swatch']} style={{ background: `rgb(${whole})` }} aria-hidden />
        Mean of red, green and blue {whole}; deviation {deviation.map(Math.round).join(', ')}
      </Text>
    </div>
  )
}

/** Sources that look nearly the same. */
export function NearCard({ near: { groups, pictures, examples } }: { readonly near: NearStatistics }) {
  return (
    <figure className={classes['card']}>
      <figcaption>Near-duplicates</figcaption>
      <Text size="xs">
        {plural(pictures, 'source')} in {plural(groups, 'group')} look nearly the same. A split by percentages
        keeps each group on one side.
      </Text>
      <ul>
        {examples.map((names) => (
          <li key={names.join('\n')}>
            <Text size="xs">
              <bdi>{names.join(', ')}</bdi>
            </Text>
          </li>
        ))}
      </ul>
    </figure>
  )
}
