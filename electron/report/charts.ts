import type { Bar } from '../../shared/api/statistics.ts'
import { type Html, html, inNumbers } from './html.ts'

/** Names may be in any script: they keep to themselves what direction they have. */
export const nameOf = (name: string): Html => html`<bdi>${name}</bdi>`

const nothing = html``

interface BarHeads {
  /** What the rows are. */
  readonly row: string
  /** What is counted. */
  readonly count: string
}

/** A table whose last column draws the numbers: readable with and without eyes. */
export function barTable(caption: string, bars: readonly Bar[], heads: BarHeads): Html {
  if (bars.length === 0) return nothing
  const most = Math.max(1, ...bars.map(({ count }) => count))
  const rows = bars.map(
    ({ name, count }) =>
      html`<tr>
        <th scope="row">${nameOf(name)}</th>
        <td class="n">${inNumbers(count)}</td>
        <td class="bar" aria-hidden="true">${barOf(count / most)}</td>
      </tr> `
  )
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">${heads.row}</th>
        <th scope="col" class="n">${heads.count}</th>
        <th class="bar" aria-hidden="true"></th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table> `
}

function barOf(share: number): Html {
  const width = Math.round(share * 1000) / 10
  return html`<svg viewBox="0 0 100 8" preserveAspectRatio="none">
    <rect class="fill" width="${width}" height="8" />
  </svg>`
}

export interface Column<Row> {
  readonly title: string
  readonly value: (row: Row) => string | number | Html
}

/** A plain table; the first column names the row. */
export function table<Row>(caption: string, rows: readonly Row[], columns: readonly Column<Row>[]): Html {
  if (rows.length === 0) return nothing
  const heads = columns.map(({ title }, index) => html`<th scope="col" ${numberClass(index)}>${title}</th>`)
  const lines = rows.map((row) => {
    const cells = columns.map(({ value }, index) => {
      const content = value(row)
      const shown = typeof content === 'number' ? inNumbers(content) : content
      return index === 0 ? html`<th scope="row">${shown}</th>` : html`<td class="n">${shown}</td>`
    })
    return html`<tr>
      ${cells}
    </tr> `
  })
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${heads}
      </tr>
    </thead>
    <tbody>
      ${lines}
    </tbody>
  </table> `
}

const numberClass = (index: number): Html => (index === 0 ? nothing : html` class="n"`)

/** A square grid of counts as shades; the strongest cell has the most. */
export function heatMap(
  title: string,
  { side, counts }: { readonly side: number; readonly counts: readonly number[] }
): Html {
  const most = Math.max(1, ...counts)
  const cells = counts.map((count, at) =>
    count === 0
      ? nothing
      : html`<rect
          x="${at % side}"
          y="${Math.floor(at / side)}"
          width="1"
          height="1"
          opacity="${Math.round((count / most) * 100) / 100}"
        />`
  )
  return html`<figure>
    <svg
      class="heat"
      role="img"
      aria-label="${title}"
      viewBox="0 0 ${side} ${side}"
      shape-rendering="crispEdges"
    >
      <rect class="ground" width="${side}" height="${side}" />
      <g class="fill">${cells}</g>
    </svg>
    <figcaption>${title}</figcaption>
  </figure> `
}
