import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { BarChart } from '../../../../renderer/components/BarChart.tsx'

const chart = renderToStaticMarkup(
  createElement(BarChart, {
    title: 'Variants of each class',
    rowTitle: 'Class',
    valueTitles: ['Before', 'Drawn'],
    totalTitle: 'After',
    rows: [
      { name: 'cat', values: [1000, 3000] },
      { name: 'dog', values: [0, 2000] }
    ]
  })
)

/** The texts of elements of a name, in order. */
const texts = (name: string): readonly string[] =>
  [...chart.matchAll(new RegExp(`<${name}[^>]*>(.*?)</${name}>`, 'g'))].map(([, inner = '']) =>
    inner.replace(/<[^>]*>/g, '')
  )
const numbersOf = (attribute: string): readonly number[] =>
  [...chart.matchAll(new RegExp(`<rect[^>]* ${attribute}="([^"]*)"`, 'g'))].map(([, value]) => Number(value))

describe('BarChart', () => {
  it('is a table with heads for rows and columns, sums included', () => {
    expect(texts('caption')).toEqual(['Variants of each class'])
    expect(texts('th')).toEqual(['Class', 'Before', 'Drawn', 'After', 'cat', 'dog'])
    expect(texts('td').filter((text) => text !== '')).toEqual([
      '1,000',
      '3,000',
      '4,000',
      '0',
      '2,000',
      '2,000'
    ])
  })

  it('draws the parts one behind the other, to the scale of the largest sum, and hides that from those who listen', () => {
    // Of 4000: a quarter and three; nothing and a half.
    expect(numbersOf('x')).toEqual([0, 25, 0, 0])
    expect(numbersOf('width')).toEqual([25, 75, 0, 50])
    expect([...chart.matchAll(/<td[^>]*aria-hidden="true"[^>]*><svg/g)]).toHaveLength(2)
  })
})
