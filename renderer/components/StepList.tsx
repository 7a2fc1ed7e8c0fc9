import { Table } from '@mantine/core'
import { describeStep } from './stepWords.ts'

/** Drawn steps in words, in order. */
export function StepList({ steps }: { readonly steps: readonly Readonly<Record<string, unknown>>[] }) {
  if (steps.length === 0) return <p>No step happened: it equals the source.</p>
  return (
    <Table verticalSpacing={2} fz="sm" withRowBorders={false}>
      <Table.Tbody>
        {steps.map(describeStep).map(({ title, detail }, index) => (
          <Table.Tr key={index}>
            <Table.Td fw={600}>{title}</Table.Td>
            <Table.Td className="numbers">{detail}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
