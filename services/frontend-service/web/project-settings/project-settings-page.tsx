import { useNavigate } from '@tanstack/react-router'
import { CircleDashed, Settings, Tag, TriangleAlert, Users, Webhook } from 'lucide-react'
import { useWorkspace } from '../account/session.ts'
import { SettingsSection } from '../account/settings-section.tsx'
import { m } from '../messages.ts'
import { useProject } from '../projects/project.ts'
import { ProjectMembers } from '../projects/project-members.tsx'
import { ProjectPage } from '../projects/project-page.tsx'
import { lazily } from '../ui/lazily.ts'
import { Panel } from '../ui/panel.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'
import { ArchiveSection } from './archive-section.tsx'
import { GeneralSection } from './general-section.tsx'
import { LabelSection } from './label-section.tsx'
import { webhookWords } from './webhooks/webhook-words.ts'
import { WorkflowSection } from './workflow-section.tsx'

const WebhookSection = lazily(
  async () => (await import('./webhooks/webhook-section.tsx')).WebhookSection,
)

/** `~/p/:key/settings`: everything about a project that is not its work. */
export function ProjectSettingsPage() {
  const { slug } = useWorkspace()
  const { ownRole, archivedAt } = useProject()
  const isAdmin = ownRole === 'owner' || ownRole === 'admin'
  const { title: webhooks } = webhookWords()
  const navigate = useNavigate()
  const leave = () =>
    void navigate({ to: '/w/$workspace/projects', params: { workspace: slug }, search: {} })
  const places = [
    { id: 'general', text: m.projects.general, icon: <Settings aria-hidden /> },
    { id: 'members', text: m.settings.members, icon: <Users aria-hidden /> },
    { id: 'workflow', text: m.projects.workflow, icon: <CircleDashed aria-hidden /> },
    { id: 'labels', text: m.tasks.labels, icon: <Tag aria-hidden /> },
    ...(isAdmin ? [{ id: 'webhooks', text: webhooks, icon: <Webhook aria-hidden /> }] : []),
    ...(ownRole === 'owner' && !archivedAt
      ? [{ id: 'danger', text: m.projects.danger, icon: <TriangleAlert aria-hidden /> }]
      : []),
  ]
  return (
    <ProjectPage view={m.projects.settings}>
      <div className="grid md:grid-cols-[216px_minmax(0,1fr)] max-md:grid-rows-[auto_1fr] min-h-full">
        <nav
          aria-label={m.projects.settings}
          className="flex md:flex-col gap-px px-2.5 py-3.5 max-md:flex-wrap max-md:py-1.5 md:border-r max-md:border-b border-line"
        >
          <div className="md:sticky md:top-3.5 flex md:flex-col gap-px max-md:flex-wrap">
            {places.map(({ id, text, icon }) => (
              <a key={id} href={`#${id}`} className={placeLink}>
                {icon}
                {text}
              </a>
            ))}
          </div>
        </nav>
        <div className="min-w-0 px-12 max-lg:px-6 max-md:px-4 py-7.5 max-md:py-5">
          <div className="max-w-190 mx-auto grid gap-8 top-down">
            <GeneralSection />
            <SettingsSection title={m.settings.members} id="members">
              <div className="px-3.5 py-2.5">
                <Panel name={m.settings.members} loading={<SkeletonRows count={4} />}>
                  <ProjectMembers onGone={leave} />
                </Panel>
              </div>
            </SettingsSection>
            <WorkflowSection />
            <LabelSection />
            {isAdmin && (
              <Panel name={webhooks} loading={<SkeletonRows count={3} />}>
                <WebhookSection />
              </Panel>
            )}
            <ArchiveSection />
          </div>
        </div>
      </div>
    </ProjectPage>
  )
}

const placeLink =
  'flex items-center gap-2 h-7 max-md:h-9 px-2 rounded-sm font-medium whitespace-nowrap text-ink-2 hover:bg-hover [&>.lucide]:text-ink-3'
