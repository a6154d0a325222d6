import type { ReactNode } from 'react'

interface Props {
  caption: string
  heads: string[]
  rows: { id: string; cells: ReactNode[] }[]
}

/** A chart as a table: the first column names, the others are figures. */
export const ChartTable = ({ caption, heads, rows }: Props) => (
  <table className="w-full text-12 nums border-collapse">
    <caption className="sr-only">{caption}</caption>
    <thead>
      <tr>
        {heads.map((head) => (
          <th
            key={head}
            scope="col"
            className="h-6.5 sticky top-0 bg-surface border-b border-line font-text text-ink-3 text-right first:text-left"
          >
            {head}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(({ id, cells }) => (
        <tr key={id}>
          {cells.map((cell, index) => (
            <td
              key={heads[index]}
              className="h-6.5 border-b border-line text-right first:text-left first:max-w-0 first:w-full first:cut"
            >
              {cell}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)
