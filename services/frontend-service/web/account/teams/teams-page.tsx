import { useSuspenseQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SkeletonBox } from '../../ui/skeleton.tsx'
import { canManage } from '../roles.ts'
import { useWorkspace } from '../session.ts'
import { SettingsFrame } from '../settings-frame.tsx'
import { NothingYet, SettingsSection } from '../settings-section.tsx'
import { RecheckRow } from './recheck-row.tsx'
import { TeamDialog } from './team-dialog.tsx'
import { TeamRow } from './team-row.tsx'
import { teamWords } from './team-words.ts'

/** `/settings/teams`: people who are given roles in projects together. */
export const TeamsPage = () => (
  <SettingsFrame place={m.settings.teams}>
    <Panel name={m.settings.teams} loading={<SkeletonBox className="h-64" />}>
      <TeamsSection />
    </Panel>
  </SettingsFrame>
)

function TeamsSection() {
  const words = teamWords()
  const { id: workspaceId, role } = useWorkspace()
  const { data: teams } = useSuspenseQuery(trpc.user.teams.list.queryOptions({ workspaceId }))
  const [isCreating, setCreating] = useState(false)
  /** Opened when it is made: the next thing is to put people into it. */
  const [made, setMade] = useState<string>()
  const isManager = canManage(role)
  return (
    <SettingsSection
      title={m.settings.teams}
      lead={words.lead}
      action={
        isManager && (
          <Button kind="line" onClick={() => setCreating(true)}>
            <Plus aria-hidden />
            {words.create}
          </Button>
        )
      }
    >
      {teams.map((team) => (
        <TeamRow key={team.id} team={team} isManager={isManager} isFirstOpen={team.id === made} />
      ))}
      {teams.length === 0 && (
        <NothingYet title={words.none} lead={isManager ? words.noneLead : words.noneHere} />
      )}
      {isManager && <RecheckRow />}
      {isCreating && <TeamDialog onDone={setMade} onClose={() => setCreating(false)} />}
    </SettingsSection>
  )
}
