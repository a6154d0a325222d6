/** A chart over time: queries in PromQL by their legend, and Grafana's name of the unit. */
export interface Panel {
  readonly title: string
  readonly unit: 's' | 'reqps' | 'percentunit' | 'bytes' | 'short' | 'ops'
  readonly queries: Readonly<Record<string, string>>
}

/** A dashboard of Grafana, two panels in a row; the JSON stays far below the 256 KiB that an annotation holds. */
export const dashboard = (name: string, title: string, panels: readonly Panel[]) =>
  JSON.stringify({
    uid: `taskmate-${name}`,
    title: `TaskMate: ${title}`,
    tags: ['taskmate'],
    schemaVersion: 39,
    editable: false,
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    templating: { list: [] },
    panels: panels.map(toPanel),
  })

const datasource = { type: 'prometheus', uid: 'prometheus' }

const toPanel = ({ title, unit, queries }: Panel, index: number) => ({
  id: index + 1,
  type: 'timeseries',
  title,
  datasource,
  gridPos: { h: 8, w: 12, x: (index % 2) * 12, y: Math.floor(index / 2) * 8 },
  fieldConfig: {
    defaults: { unit, min: 0, custom: { lineWidth: 2, fillOpacity: 8, showPoints: 'never' } },
    overrides: [],
  },
  options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' } },
  targets: Object.entries(queries).map(([legendFormat, expr], query) => ({
    refId: String.fromCharCode(65 + query),
    datasource,
    expr,
    legendFormat,
  })),
})
