import {
  Building2,
  ChartColumn,
  FolderKanban,
  History,
  House,
  KeyRound,
  LayoutDashboard,
  List,
  Paperclip,
  Settings,
  Settings2,
  SquareKanban,
  Table,
  Trash2,
  Users,
} from 'lucide-react'
import { m } from '../messages.ts'

/** Where one can go from anywhere: sidebar, bottom bar, palette, keys and their sheet all read this table. Names are
 *  read while rendering, in the language on screen. */
export const places = {
  home: { to: '/w/$workspace/home', icon: House, name: () => m.shell.home, keys: 'g h' },
  projects: {
    to: '/w/$workspace/projects',
    icon: FolderKanban,
    keys: 'g p',
    name: () => m.shell.projects,
  },
  dashboard: {
    to: '/w/$workspace/dashboards/workspace',
    icon: LayoutDashboard,
    keys: 'g d',
    name: () => m.shell.dashboards,
  },
  history: {
    to: '/w/$workspace/history',
    icon: History,
    keys: undefined,
    name: () => m.shell.history,
  },
  settings: {
    to: '/settings/profile',
    icon: Settings,
    keys: 'g s',
    name: () => m.shell.settings,
  },
  security: {
    to: '/settings/security',
    icon: KeyRound,
    keys: undefined,
    name: () => m.settings.security,
  },
  workspace: {
    to: '/settings/workspace',
    icon: Building2,
    keys: undefined,
    name: () => m.settings.workspace,
  },
  members: {
    to: '/settings/members',
    icon: Users,
    keys: 'g m',
    name: () => m.settings.members,
  },
} as const

/** The places of one project. */
export const projectPlaces = {
  list: {
    to: '/w/$workspace/p/$project/list',
    icon: List,
    name: () => m.projects.list,
    keys: 'g l',
  },
  board: {
    to: '/w/$workspace/p/$project/board',
    icon: SquareKanban,
    keys: 'g b',
    name: () => m.projects.board,
  },
  table: {
    to: '/w/$workspace/p/$project/table',
    icon: Table,
    keys: 'g t',
    name: () => m.projects.table,
  },
  files: {
    to: '/w/$workspace/p/$project/files',
    icon: Paperclip,
    keys: 'g f',
    name: () => m.projects.files,
  },
  reports: {
    to: '/w/$workspace/p/$project/reports',
    icon: ChartColumn,
    keys: 'g r',
    name: () => m.projects.reports,
  },
  trash: {
    to: '/w/$workspace/p/$project/trash',
    icon: Trash2,
    keys: 'g x',
    name: () => m.projects.trash,
  },
  settings: {
    to: '/w/$workspace/p/$project/settings',
    icon: Settings2,
    keys: 'g e',
    name: () => m.projects.settings,
  },
} as const

/** Layouts of the same tasks: they share what the address says of them. */
export const isLayout = (to: string) => /(list|board|table)$/.test(to)

interface Shown {
  q?: string
  view?: string
  group?: string
  sub?: string
  within?: string
}

/** What goes along from one layout to another: filter, saved view, groups and those within them, and lanes. */
export const sharedSearch = ({ q, view, group, sub, within }: Shown): Shown => ({
  ...{ q, view, group, sub, within },
})
