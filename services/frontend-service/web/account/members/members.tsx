import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Coming, SkeletonBox } from '../../ui/skeleton.tsx'
import { canManage } from '../roles.ts'
import { useWorkspace } from '../session.ts'
import { SettingsFrame } from '../settings-frame.tsx'
import { SettingsSection } from '../settings-section.tsx'
import { InvitationsSection } from './invitations-section.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { MemberRow } from './member-row.tsx'
import { memberWords } from './member-words.ts'

/** `/settings/members`: the people of the workspace and the ways in. */
export function MembersPage() {
  const { role } = useWorkspace()
  useWhatRowsOffer()
  return (
    <SettingsFrame place={m.settings.members}>
      <Panel name={m.settings.members} loading={<SkeletonBox className="h-64" />}>
        <MembersSection />
      </Panel>
      {canManage(role) && (
        <Panel name={memberWords().invitations}>
          <InvitationsSection />
        </Panel>
      )}
    </SettingsFrame>
  )
}

/** What an admin may do to a person depends on answers that are the same for every row: asked for along with the people, so
 *  that no row grows later. */
function useWhatRowsOffer() {
  const { id: workspaceId, role } = useWorkspace()
  const enabled = canManage(role)
  const factors = trpc.gateway.people.withFactor.queryOptions({ workspaceId }, { enabled })
  const byMail = trpc.gateway.password.isByMail.queryOptions(undefined, { enabled })
  const answers = [useQuery(factors), useQuery(byMail)]
  return { isPending: enabled && answers.some(({ isPending }) => isPending) }
}

function MembersSection() {
  const { id: workspaceId, name, role } = useWorkspace()
  const [isInviting, setInviting] = useState(false)
  const { data: members } = useSuspenseQuery(trpc.user.members.list.queryOptions({ workspaceId }))
  const { isPending } = useWhatRowsOffer()
  return (
    <SettingsSection
      title={m.settings.members}
      lead={`${memberWords().membersLead(name)} ${memberWords().peopleCount(members.length)}.`}
      action={
        canManage(role) && (
          <Button kind="primary" onClick={() => setInviting(true)}>
            <UserPlus aria-hidden />
            {memberWords().invite}
          </Button>
        )
      }
    >
      {isPending && <Coming />}
      {members.map((member, index) => (
        <MemberRow key={member.userId} member={member} hue={index} />
      ))}
      {isInviting && <InviteDialog onClose={() => setInviting(false)} />}
    </SettingsSection>
  )
}
