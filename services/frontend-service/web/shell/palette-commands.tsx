import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import {
  Keyboard,
  Languages,
  Monitor,
  Moon,
  Plus,
  Printer,
  SquarePen,
  Sun,
  UsersRound,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { useChangeMe } from '../account/change-me.ts'
import { useWorkspace } from '../account/session.ts'
import { useGuardedPlaces } from '../account/settings-places.ts'
import type { Overlay, ReadPlace } from '../frame/overlays.ts'
import { places, projectPlaces } from '../frame/places.ts'
import { shortcutWords } from '../frame/shortcut-words.ts'
import { press } from '../keys/keys.ts'
import { language, m } from '../messages.ts'
import type { TaskKey } from '../tasks/rows/task-keys.ts'
import { useTaskKeys } from '../tasks/rows/use-task-keys.ts'
import { trpc } from '../trpc.ts'
import { Tile } from '../ui/form/colour.tsx'

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

interface Meant {
  /** Key of the task that was meant when the palette opened. */
  meantKey?: string
  /** How many tasks are chosen: then they are meant. */
  chosen: number
}

/** What can be done with what was meant when the palette opened, and all that can be done from anywhere, by kind. */
export function useCommands(
  open: (overlay: Overlay) => void,
  { meantKey, chosen }: Meant,
): { name: string; commands: Command[] }[] {
  const ofTask = useTaskKeys(meantKey, chosen > 0)
  return [
    {
      name: chosen > 0 ? m.tasks.selectedCount(chosen) : (meantKey ?? ''),
      commands: [
        ...ofTask.map(commandOf),
        ...(meantKey && chosen === 0 ? [readersOf(open, { kind: 'task', key: meantKey })] : []),
      ],
    },
    { name: shortcutWords().palette.go, commands: usePlaces() },
    { name: shortcutWords().palette.projects, commands: useProjectPlaces() },
    { name: shortcutWords().palette.create, commands: creationsOf(open) },
    { name: shortcutWords().palette.look, commands: useLooks() },
    {
      name: shortcutWords().groups.everywhere,
      commands: [...useProjectReaders(open), ...everywhere(open)],
    },
  ]
}

const commandOf = ({ key: hint, name }: TaskKey): Command => ({
  id: `task ${hint}`,
  name: name(),
  icon: <SquarePen aria-hidden />,
  hint,
  run: () => void press(hint),
})

const readersOf = (open: (overlay: Overlay) => void, place: ReadPlace): Command => ({
  id: `readers ${place.kind}`,
  name: place.kind === 'task' ? m.projects.askReaders : m.projects.askReadersOf(place.name),
  icon: <UsersRound aria-hidden />,
  run: () => open({ kind: 'readers', place }),
})

/** Of the project on screen. */
function useProjectReaders(open: (overlay: Overlay) => void) {
  const { id: workspaceId } = useWorkspace()
  const { project: key } = useParams({ strict: false })
  const { data: projects = [] } = useQuery(trpc.task.projects.list.queryOptions({ workspaceId }))
  return projects
    .filter((project) => project.key === key)
    .map(({ key, name }) => readersOf(open, { kind: 'project', key, name }))
}

function usePlaces(): Command[] {
  const navigate = useNavigate()
  const { slug: workspace } = useWorkspace()
  const open = Object.values(places).map(({ to, name, icon: Icon, keys }) => ({
    id: `go ${to}`,
    name: name(),
    icon: <Icon aria-hidden />,
    hint: keys,
    run: () => void navigate({ to, params: { workspace }, search: {} }),
  }))
  const guarded = useGuardedPlaces().map(({ to, name, icon: Icon }) => ({
    id: `go ${to}`,
    name: name(),
    icon: <Icon aria-hidden />,
    run: () => void navigate({ to, search: {} }),
  }))
  return [...open, ...guarded]
}

function useProjectPlaces(): Command[] {
  const navigate = useNavigate()
  const { id: workspaceId, slug: workspace } = useWorkspace()
  const { data: projects = [] } = useQuery(trpc.task.projects.list.queryOptions({ workspaceId }))
  return projects
    .filter(({ archivedAt }) => !archivedAt)
    .flatMap(({ key, name: project, color }) =>
      Object.values(projectPlaces).map(({ to, name, icon: Icon }) => {
        const isStart = to === projectPlaces.list.to
        return {
          id: `${key} ${to}`,
          name: isStart ? project : m.shell.placeOf(project, name()),
          also: [key],
          icon: isStart ? <Tile colour={color} /> : <Icon aria-hidden />,
          run: () => void navigate({ to, params: { workspace, project: key }, search: {} }),
        }
      }),
    )
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

const everywhere = (open: (overlay: Overlay) => void): Command[] => [
  {
    id: 'print',
    name: shortcutWords().keys.print,
    icon: <Printer aria-hidden />,
    hint: 'mod+p',
    // A screen without a paper of its own prints as it is.
    run: () => press('mod+p') && window.print(),
  },
  {
    id: 'shortcuts',
    name: shortcutWords().title,
    icon: <Keyboard aria-hidden />,
    hint: '?',
    run: () => open({ kind: 'shortcuts' }),
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
