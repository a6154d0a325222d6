import { useNavigate } from '@tanstack/react-router'
import { dashboardWords } from '../frame/dashboard-words.ts'
import { Heading, Page } from '../frame/page.tsx'
import { m } from '../messages.ts'
import { useProject } from '../projects/project.ts'
import { ProjectPage } from '../projects/project-page.tsx'
import { Segmented } from '../ui/form/segmented.tsx'
import { Dashboard, usePeriod } from './dashboard.tsx'
import { periods } from './figures.ts'

/** `~/dashboards/workspace` */
export const WorkspaceDashboard = () => (
  <Page
    title={dashboardWords().title}
    head={<Heading>{dashboardWords().title}</Heading>}
    bar={<PeriodSwitch />}
  >
    <Dashboard />
  </Page>
)

/** `~/p/:key/reports` */
export function ProjectReports() {
  const { id } = useProject()
  return (
    <ProjectPage view={m.projects.reports} bar={<PeriodSwitch />}>
      <Dashboard projectId={id} />
    </ProjectPage>
  )
}

/** Which days are shown; kept in the address. */
function PeriodSwitch() {
  const navigate = useNavigate()
  return (
    <Segmented
      label={dashboardWords().range}
      value={String(usePeriod())}
      options={periods.map((days) => ({ value: String(days), label: dashboardWords().days(days) }))}
      onPick={(days) =>
        void navigate({
          to: '.',
          search: (before) => ({
            ...before,
            days: periods.find((period) => String(period) === days),
          }),
          replace: true,
        })
      }
    />
  )
}
