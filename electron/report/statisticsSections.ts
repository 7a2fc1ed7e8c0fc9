import type {
  ClassStatistics,
  ColourStatistics,
  MarkStatistics,
  Statistics
} from '../../shared/api/statistics.ts'
import { barTable, type Column, heatMap, nameOf, table } from './charts.ts'
import { type Html, html, inNumbers } from './html.ts'
import type { Section } from './page.ts'

const sources = (row: string): { row: string; count: string } => ({ row, count: 'Sources' })
const objects = (row: string): { row: string; count: string } => ({ row, count: 'Objects' })

/** Classes that a table shows; beyond these nobody reads it. */
const mostClasses = 500

/** What is in a workspace, chapter by chapter; those that have nothing to say are empty. */
export function statisticsSections(statistics: Statistics): readonly Section[] {
  const { sizes, longerSides, aspects, formats, marks, colour } = statistics
  return [
    { title: 'Classes', body: classes(statistics) },
    { title: 'Splits of the input', body: splits(statistics) },
    {
      title: 'Sizes',
      body: columns(
        barTable('Sizes', sizes, sources('Size')),
        barTable('Longer side', longerSides, sources('Pixels')),
        barTable('Width to height', aspects, sources('Shape')),
        barTable('Formats', formats, sources('Format'))
      )
    },
    { title: 'What is marked', body: marks === null ? html`` : marked(marks) },
    { title: 'Colour', body: colour === null ? html`` : colours(colour) },
    { title: 'Variants', body: variants(statistics) },
    { title: 'Near-duplicates', body: near(statistics) },
    {
      title: 'Files that were not used',
      body: barTable('Reasons', statistics.failures, { row: 'Reason', count: 'Files' })
    }
  ]
}

const columns = (...parts: readonly Html[]): Html => {
  const own = parts.filter(({ text }) => text !== '')
  return own.length === 0
    ? html``
    : html`<div class="columns">${own.map((part) => html`<div>${part}</div>`)}</div>`
}

function classes({ classes: own, unlabelled, marks }: Statistics): Html {
  const shown = own.slice(0, mostClasses)
  const more = own.length - shown.length
  const all: readonly Column<ClassStatistics>[] = [
    { title: 'Class', value: ({ name }) => nameOf(name) },
    { title: 'Sources', value: ({ sources }) => sources },
    { title: 'Accepted', value: ({ accepted }) => accepted },
    { title: 'Undecided', value: ({ pending }) => pending },
    { title: 'Rejected', value: ({ rejected }) => rejected }
  ]
  const marked: readonly Column<ClassStatistics>[] = [
    { title: 'Objects', value: (row) => row.objects },
    { title: 'in pictures', value: ({ pictures }) => pictures }
  ]
  const counts = shown.map((row) => ({
    name: row.name,
    count: marks === null ? row.sources : row.objects + row.sources
  }))
  return html`${barTable(marks === null ? 'Sources of each class' : 'Sources and objects of each class', counts, { row: 'Class', count: 'Number' })}
  ${table('Classes', shown, marks === null ? all : [...all, ...marked])}
  ${more > 0 ? html`<p>and ${inNumbers(more)} more classes</p>` : html``}
  ${unlabelled > 0 ? html`<p>${inNumbers(unlabelled)} sources have no class of their own.</p>` : html``}`
}

function splits({ splits: own }: Statistics): Html {
  if (own.length === 0) return html``
  const names = [...new Set(own.flatMap((split) => split.classes.map(({ name }) => name)))]
  const rows = names.slice(0, mostClasses)
  return html`${barTable(
    'Sources of each split',
    own.map(({ split, sources: count }) => ({ name: split, count })),
    sources('Split')
  )}
  ${table('Classes in splits', rows, [
    { title: 'Class', value: nameOf },
    ...own.map(({ split, classes: counts }) => ({
      title: split,
      value: (row: string) => counts.find(({ name }) => name === row)?.count ?? 0
    }))
  ])}`
}

function marked(marks: MarkStatistics): Html {
  return html`<p>${inNumbers(marks.objects)} objects in ${inNumbers(marks.pictures)} pictures</p>
    ${columns(
      barTable('Marked as', marks.kinds, { row: 'Kind', count: 'Marks' }),
      barTable('Objects in a picture', marks.perPicture, { row: 'Objects', count: 'Pictures' }),
      barTable(
        'Size of objects (square root of their share of the picture)',
        marks.relativeSizes,
        objects('Size')
      ),
      barTable('Area of objects', marks.areas, objects('Area')),
      barTable('Width to height of objects', marks.aspects, objects('Shape')),
      heatMap('Where objects lie: the stronger the colour, the more of them', marks.heat)
    )}`
}

function colours({ pictures, mean, deviation, brightness }: ColourStatistics): Html {
  const level = (value: number): string => value.toFixed(1)
  const swatch = `rgb(${mean.map((value) => Math.round(value)).join(',')})`
  const rows = ['Red', 'Green', 'Blue'].map((name, index) => ({ name, index }))
  return html`<p>
      Mean colour of ${inNumbers(pictures)} sources:
      <span class="swatch" style="background:${swatch}"></span> ${swatch}
    </p>
    ${columns(
      table('Levels from 0 to 255', rows, [
        { title: 'Channel', value: ({ name }) => name },
        { title: 'Mean', value: ({ index }) => level(mean[index] ?? 0) },
        { title: 'Deviation', value: ({ index }) => level(deviation[index] ?? 0) }
      ]),
      barTable('Mean brightness of pictures', brightness, sources('Level'))
    )}`
}

function variants({ variants: { accepted, pending, rejected }, transforms, rejections }: Statistics): Html {
  if (accepted + pending + rejected === 0) return html``
  return html`<p>
      ${inNumbers(accepted)} accepted, ${inNumbers(pending)} undecided, ${inNumbers(rejected)} rejected
    </p>
    ${columns(barTable('Drawn with', transforms, { row: 'Transform', count: 'Variants' }), barTable('Why variants were rejected', rejections, { row: 'Reason', count: 'Variants' }))}`
}

function near({ near: { groups, pictures, examples } }: Statistics): Html {
  if (groups === 0) return html``
  const lists = examples.map(
    (names) => html`<li>${names.map((name, at) => html`${at > 0 ? ', ' : ''}${nameOf(name)}`)}</li> `
  )
  return html`<p>
      ${inNumbers(pictures)} sources look nearly like another one, in ${inNumbers(groups)} groups. A split by
      percentages keeps each group on one side.
    </p>
    <ul>
      ${lists}
    </ul>`
}
