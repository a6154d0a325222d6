import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { AddressPrompt } from '../account/address/address-prompt.tsx'
import { InvitePrompt } from '../account/members/invite-prompt.tsx'
import { useSession, useWorkspace } from '../account/session.ts'
import { useToday } from '../account/time.tsx'
import { longDay } from '../dates.ts'
import { Heading, Page } from '../frame/page.tsx'
import { m } from '../messages.ts'
import { lazily } from '../ui/lazily.ts'
import { Away, Panel } from '../ui/panel.tsx'
import { Coming, SkeletonRows } from '../ui/skeleton.tsx'
import { ActivityFeed } from './activity-feed.tsx'
import { useMineNow } from './mine-now.ts'
import { MyTasks } from './my-tasks.tsx'
import { homeOf } from './queries.ts'
import { QuickBar } from './quick-bar.tsx'
import { Summary } from './summary.tsx'

const SharedList = lazily(async () => (await import('../tasks/sharing/shared-list.tsx')).SharedList)

/** What is mine today, and what the others did: side by side where there is room, also beside a task that is peeked at.
 *  Each panel lives and fails by itself. */
export function HomePage() {
  const workspace = useWorkspace()
  const session = useSession()
  const day = useToday()
  const { data, error, refetch } = useQuery({
    ...homeOf({ session, workspace }),
    placeholderData: keepPreviousData,
  })
  const again = () => void refetch()
  const mine = useMineNow(data?.tasks.state === 'ok' ? data.tasks : undefined)
  return (
    <Page
      title={m.shell.home}
      head={
        <Heading>
          <span className="max-md:hidden">{m.shell.home}</span>
          <span className="md:hidden">{longDay(day)}</span>
        </Heading>
      }
    >
      <div className="@container min-h-full grid">
        <div className="@min-[54rem]:grid @min-[54rem]:grid-cols-[minmax(0,1fr)_344px] top-down-stacked">
          <div className="md:py-5 md:pl-5 md:pr-3 min-w-0 top-down">
            <div className="md:pl-8 max-md:px-4 max-md:pt-3">
              <h2 className="text-20 font-strong tracking-[-.015em] max-md:hidden">
                {longDay(day)}
              </h2>
              <p className="text-ink-3 pt-0.5 pb-3.5 min-h-9">
                {mine && m.home.summary(mine.overdue.length, mine.today.length)}
              </p>
            </div>
            <QuickBar />
            {error && <Away error={error} onRetry={again} />}
            {!data && !error && (
              <Coming>
                <SkeletonRows count={10} />
              </Coming>
            )}
            {data &&
              (mine ? (
                <MyTasks mine={mine} />
              ) : (
                <Away name={m.errors.parts.tasks} onRetry={again} />
              ))}
            <Panel>
              <SharedList />
            </Panel>
          </div>
          <div className="@min-[54rem]:border-l border-line px-5 max-md:px-4 md:@max-[54rem]:pl-13 pt-5.5 pb-8 grid content-start gap-6 top-down">
            <AddressPrompt />
            <InvitePrompt />
            {data && <Summary summary={data.summary} onRetry={again} />}
            <section>
              <h2 className="font-strong mb-2.5">{m.home.activity}</h2>
              {data &&
                (data.activity.state === 'ok' ? (
                  <ActivityFeed items={data.activity.items} />
                ) : (
                  <Away isInline name={m.errors.parts.activity} onRetry={again} />
                ))}
            </section>
          </div>
        </div>
      </div>
    </Page>
  )
}
