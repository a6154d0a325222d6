import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import {
  ChartColumn,
  FolderKanban,
  House,
  KeyRound,
  Languages,
  LayoutDashboard,
  Monitor,
  Moon,
  Plus,
  Settings,
  Sun,
  Users,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useChangeMe } from '../account/change-me.ts'
import { useWorkspace } from '../account/session.ts'
import type { Overlay } from '../frame/overlays.ts'
import { language, m } from '../messages.ts'
import { trpc } from '../trpc.ts'
import { Tile } from '../ui/colour.tsx'

export interface Command {
  id: string
  name: string
  /** Other words that find it. */
  also?: string[]
  icon: ReactNode
  /** Key that does the same. */
  hint?: string
  run: () => void
}

/** All that can be done from anywhere, by kind. */
export function useCommands(
  open: (overlay: Overlay) => void,
): { name: string; commands: Command[] }[] {
  return [
    { name: m.shell.paletteGo, commands: usePlaces() },
    { name: m.shell.paletteProjects, commands: useProjectPlaces() },
    { name: m.shell.paletteCreate, commands: creationsOf(open) },
    { name: m.shell.paletteLook, commands: useLooks() },
  ]
}

function usePlaces(): Command[] {
  const navigate = useNavigate()
  const { slug: workspace } = useWorkspace()
  const params = { workspace }
  const place = (name: string, icon: ReactNode, go: () => Promise<void>, hint?: string) => ({
    id: `go ${name}`,
    name,
    icon,
    hint,
    run: () => void go(),
  })
  const search = {}
  return [
    place(
      m.shell.home,
      <House aria-hidden />,
      () => navigate({ to: '/w/$workspace/home', params, search }),
      'g h',
    ),
    place(
      m.shell.allProjects,
      <FolderKanban aria-hidden />,
      () => navigate({ to: '/w/$workspace/projects', params, search }),
      'g p',
    ),
    place(
      m.dashboard.title,
      <LayoutDashboard aria-hidden />,
      () => navigate({ to: '/w/$workspace/dashboards/workspace', params, search }),
      'g d',
    ),
    place(
      m.shell.settings,
      <Settings aria-hidden />,
      () => navigate({ to: '/settings/profile', search }),
      'g s',
    ),
    place(m.settings.security, <KeyRound aria-hidden />, () =>
      navigate({ to: '/settings/security', search }),
    ),
    place(m.settings.members, <Users aria-hidden />, () =>
      navigate({ to: '/settings/members', search }),
    ),
  ]
}

function useProjectPlaces(): Command[] {
  const navigate = useNavigate()
  const { id: workspaceId, slug: workspace } = useWorkspace()
  const { data: projects = [] } = useQuery(trpc.task.projects.list.queryOptions({ workspaceId }))
  return projects
    .filter(({ archivedAt }) => !archivedAt)
    .flatMap(({ key, name, color }) => {
      const params = { workspace, project: key }
      const also = [key]
      const search = {}
      return [
        {
          id: `project ${key}`,
          name,
          also,
          icon: <Tile colour={color} />,
          run: () => void navigate({ to: '/w/$workspace/p/$project/list', params, search }),
        },
        {
          id: `board ${key}`,
          name: m.shell.boardOf(name),
          also,
          icon: <Tile colour={color} />,
          run: () => void navigate({ to: '/w/$workspace/p/$project/board', params, search }),
        },
        {
          id: `reports ${key}`,
          name: m.shell.reportsOf(name),
          also,
          icon: <ChartColumn aria-hidden />,
          run: () => void navigate({ to: '/w/$workspace/p/$project/reports', params, search }),
        },
      ]
    })
}

const creationsOf = (open: (overlay: Overlay) => void): Command[] => [
  {
    id: 'new task',
    name: m.shell.newTask,
    icon: <Plus aria-hidden />,
    hint: 'q',
    run: () => open({ kind: 'quick-add' }),
  },
  {
    id: 'new project',
    name: m.shell.newProject,
    icon: <Plus aria-hidden />,
    run: () => open({ kind: 'new-project' }),
  },
]

function useLooks(): Command[] {
  const change = useChangeMe()
  const other = language === 'ko' ? 'en' : 'ko'
  const theme = (value: 'light' | 'dark' | 'system', name: string, icon: ReactNode) => ({
    id: `theme ${value}`,
    name: m.shell.toTheme(name),
    also: [value, 'theme'],
    icon,
    run: () => change({ theme: value }),
  })
  return [
    theme('light', m.shell.themeLight, <Sun aria-hidden />),
    theme('dark', m.shell.themeDark, <Moon aria-hidden />),
    theme('system', m.shell.themeSystem, <Monitor aria-hidden />),
    {
      id: 'language',
      name: m.shell.toLanguage(m.settings.languages[other]),
      also: ['language'],
      icon: <Languages aria-hidden />,
      run: () => change({ locale: other }),
    },
  ]
}
