import classes from './BarChart.module.css'

interface BarRow {
  readonly name: string
  /** The bar's parts, from the left: at most two. */
  readonly values: readonly number[]
}

interface BarChartProps {
  readonly title: string
  /** What the rows are ("Class"), and a name for each of their values. */
  readonly rowTitle: string
  readonly valueTitles: readonly string[]
  /** Adds a column with the sums of the values. */
  readonly totalTitle?: string
  readonly rows: readonly BarRow[]
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

/**
 * Bars beside their numbers. It is a table, so that it needs no other form for those who do not see it: rows and columns
 * have heads, and the bars are passed over.
 */
export function BarChart({ title, rowTitle, valueTitles, totalTitle, rows }: BarChartProps) {
  const most = Math.max(1, ...rows.map(({ values }) => sumOf(values)))
  const columns = totalTitle === undefined ? valueTitles : [...valueTitles, totalTitle]
  return (
    <table className={classes['chart']}>
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{rowTitle}</th>
          {columns.map((name) => (
            <th key={name} scope="col" className={classes['number']}>
              {name}
            </th>
          ))}
          <td className={classes['bars']} aria-hidden />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <ChartRow key={row.name} row={row} most={most} hasTotal={totalTitle !== undefined} />
        ))}
      </tbody>
    </table>
  )
}

const parts = ['first', 'second'] as const

interface ChartRowProps {
  readonly row: BarRow
  readonly most: number
  readonly hasTotal: boolean
}

function ChartRow({ row: { name, values }, most, hasTotal }: ChartRowProps) {
  const starts = values.map((_, index) => sumOf(values.slice(0, index)))
  return (
    <tr>
      <th scope="row" className={classes['name']} title={name}>
        <bdi>{name}</bdi>
      </th>
      {values.map((value, index) => (
        <td key={parts[index]} className={classes['number']}>
          {value.toLocaleString('en')}
        </td>
      ))}
      {hasTotal && <td className={classes['number']}>{sumOf(values).toLocaleString('en')}</td>}
      <td className={classes['bars']} aria-hidden>
        <svg viewBox="0 0 100 9" preserveAspectRatio="none">
          {values.map((value, index) => (
            <rect
              key={parts[index]}
              className={classes[parts[index] ?? 'first']}
              x={(100 * (starts[index] ?? 0)) / most}
              width={(100 * value) / most}
              height={9}
            />
          ))}
        </svg>
      </td>
    </tr>
  )
}
