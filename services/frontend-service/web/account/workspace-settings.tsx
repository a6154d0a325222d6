import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { NAME_MAX } from '../../../user-service/limits.ts'
import { sentenceOf } from '../failures.ts'
import { m } from '../messages.ts'
import { trpc } from '../trpc.ts'
import { Button } from '../ui/button.tsx'
import { SavedField } from '../ui/form/saved-field.tsx'
import { Panel } from '../ui/panel.tsx'
import { SkeletonBox } from '../ui/skeleton.tsx'
import { toast } from '../ui/toast.ts'
import { DeleteWorkspace } from './delete-workspace.tsx'
import { deletionWords } from './deletion-words.ts'
import { FactorPolicy } from './factor/factor-policy.tsx'
import { policyWords } from './factor/policy-words.ts'
import { canManage } from './roles.ts'
import { renewSession, useWorkspace } from './session.ts'
import { SettingsFrame } from './settings-frame.tsx'
import { SettingsRow, SettingsSection } from './settings-section.tsx'

/** `/settings/workspace`: what the team is called, what it asks of its members, and its end. */
export function WorkspaceSettingsPage() {
  const { id, name, role, graceDays } = useWorkspace()
  const words = deletionWords()
  const router = useRouter()
  const [isDeleting, setDeleting] = useState(false)
  const update = useMutation(
    trpc.user.workspaces.update.mutationOptions({
      onError: (error) => toast({ tone: 'bad', text: sentenceOf(error) }),
      onSettled: async () => {
        await renewSession()
        await router.invalidate()
      },
    }),
  )
  return (
    <SettingsFrame place={m.settings.workspace}>
      <SettingsSection title={m.settings.workspace} lead={words.nameLead}>
        <SettingsRow label={m.account.workspace}>
          <span className="w-60 max-sm:w-full">
            <SavedField
              label={m.account.workspace}
              value={name}
              limit={NAME_MAX}
              isDisabled={!canManage(role)}
              onSave={(next) => update.mutateAsync({ id, name: next })}
            />
          </span>
        </SettingsRow>
      </SettingsSection>
      {canManage(role) && (
        <Panel name={policyWords().title} loading={<SkeletonBox className="h-32" />}>
          <FactorPolicy />
        </Panel>
      )}
      {role === 'owner' && (
        <SettingsSection title={m.projects.danger}>
          <SettingsRow label={words.act} hint={words.lead(graceDays)}>
            <Button kind="danger-line" onClick={() => setDeleting(true)}>
              {words.act}
            </Button>
          </SettingsRow>
          {isDeleting && <DeleteWorkspace onClose={() => setDeleting(false)} />}
        </SettingsSection>
      )}
    </SettingsFrame>
  )
}
