import { Link } from '@tanstack/react-router'
import { usePeople } from '../account/people.ts'
import { useWorkspace } from '../account/session.ts'
import { useTeams } from '../account/teams/use-teams.ts'
import { Ago } from '../account/time.tsx'
import { m } from '../messages.ts'
import { useProjects } from '../projects/project.ts'
import { activityWords } from '../tasks/detail/activity-words.ts'
import { Changes } from '../tasks/detail/changes.tsx'
import { eventWords, teamIdOf } from '../tasks/detail/event-words.ts'
import { projectKeyOf } from '../tasks/task.ts'
import type { Outputs } from '../trpc.ts'
import { Avatar } from '../ui/avatar.tsx'

type Event = Outputs['task']['activity']['list']['items'][number]

const SHOWN = 12

/** Its project: where the task is, which may have been moved, else where it happened. */
const keyOf = ({ taskKey, projectKey }: Event) =>
  taskKey ? [projectKeyOf(taskKey)] : projectKey ? [projectKey] : []

/** What the others did, newest first. */
export function ActivityFeed({ items }: { items: Event[] }) {
  const { nameOf, hueOf } = usePeople()
  const { slug } = useWorkspace()
  const projects = useProjects(items.slice(0, SHOWN).flatMap(keyOf))
  if (items.length === 0) return <p className="text-ink-3">{m.home.activityNone}</p>
  return (
    <ul className="grid gap-3.5">
      {items.slice(0, SHOWN).map((event) => {
        const project = projects.get(keyOf(event)[0] ?? '')
        const teamId = teamIdOf(event)
        return (
          <li key={event.seq} className="grid grid-cols-[22px_minmax(0,1fr)] gap-2.5">
            <Avatar
              name={nameOf(event.actorId)}
              hue={hueOf(event.actorId)}
              isBot={Boolean(event.bot)}
              isDecorative
            />
            <div className="min-w-0">
              <div className="flex items-baseline justify-between gap-2">
                <span>
                  <WithKey
                    text={eventWords(activityWords(), event, nameOf, project)}
                    taskKey={event.taskKey}
                  />
                  {teamId && (
                    <Team id={teamId} isReason={event.type.startsWith('project_member.')} />
                  )}
                </span>
                <Ago at={event.at} className="text-12 text-ink-3 whitespace-nowrap" />
              </div>
              <Changes event={event} project={project} nameOf={nameOf} />
              {event.taskKey && !event.taskTitle && (
                <span className="block cut text-ink-3">{activityWords().events.deletedTask}</span>
              )}
              {event.taskKey && event.taskTitle && (
                <Link
                  to="/w/$workspace/t/$key"
                  params={{ workspace: slug, key: event.taskKey }}
                  search={{}}
                  preload={false}
                  className="block cut text-ink-3 hover:text-ink"
                >
                  {event.taskTitle}
                </Link>
              )}
            </div>
          </li>
        )
      })}
    </ul>
  )
}

/** The names of teams are asked for only where one is told of. */
function Team({ id, isReason }: { id: string; isReason: boolean }) {
  const name = useTeams().teamOf(id)
  const { byTeam, team } = activityWords()
  if (!isReason) return name && ` · ${team(name)}`
  return ` · ${byTeam(name)}`
}

/** A sentence with the key of its task set apart. */
function WithKey({ text, taskKey }: { text: string; taskKey: string | null }) {
  const at = taskKey ? text.indexOf(taskKey) : -1
  if (!taskKey || at < 0) return text
  return (
    <>
      {text.slice(0, at)}
      <b className="font-medium whitespace-nowrap">{taskKey}</b>
      {text.slice(at + taskKey.length)}
    </>
  )
}
