import { m } from '../../messages.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SkeletonBox } from '../../ui/skeleton.tsx'
import { canManage } from '../roles.ts'
import { useWorkspace } from '../session.ts'
import { SettingsFrame } from '../settings-frame.tsx'
import { AuditSection } from './audit-section.tsx'

/** `/settings/audit`: what happened to who gets in. For others than owners and admins there is no such page. */
export function AuditPage() {
  const { role } = useWorkspace()
  if (!canManage(role))
    return (
      <SettingsFrame place={m.errors.notFound}>
        <EmptyState title={m.errors.notFound}>{m.errors.notFoundLead}</EmptyState>
      </SettingsFrame>
    )
  return (
    <SettingsFrame place={m.settings.audit}>
      <Panel name={m.settings.audit} loading={<SkeletonBox className="h-96" />}>
        <AuditSection />
      </Panel>
    </SettingsFrame>
  )
}
