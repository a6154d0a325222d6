import type { CSSProperties } from 'react'
import type { Column } from './columns.ts'

/** The frozen columns leave room for another one on a phone. */
const PHONE_TASK_PX = 208

declare module 'react' {
  interface CSSProperties {
    '--columns'?: string
    '--box'?: string
    '--frozen'?: string
    /** What headings that stay in sight cover. */
    '--heads'?: string
    '--steps'?: number
  }
}

/** Widths of all lines: the last column takes what is left. */
export function templateOf(columns: readonly Column[], isPhone: boolean) {
  const widths = columns.map(({ id, widthPx }) =>
    id === 'task' && isPhone ? Math.min(widthPx, PHONE_TASK_PX) : widthPx,
  )
  const px = (id: Column['id']) => widths[columns.findIndex((each) => each.id === id)] ?? 0
  const style: CSSProperties = {
    '--columns': widths
      .map((width, index) =>
        index === widths.length - 1 ? `minmax(${width}px,1fr)` : `${width}px`,
      )
      .join(' '),
    '--box': `${px('select')}px`,
    '--frozen': `${px('select') + px('task')}px`,
  }
  return { style }
}
