import { type Role, roles } from '../../../task-service/contract.ts'
import { SettingsRow } from '../account/settings-section.tsx'
import { m } from '../messages.ts'
import type { Announced } from '../projects/announced/announced.ts'
import { announcedWords } from '../projects/announced/announced-words.ts'
import { client } from '../trpc.ts'
import { Select } from '../ui/form/select.tsx'

interface Props {
  projectId: string
  openRole: Role
  /** Undefined where the reader may not change it. */
  onAnnounce?: (change: Announced) => void
  isBusy: boolean
  onSave: (openRole: Role, announced: string) => Promise<unknown>
}

/** What everybody may do in an open project who was not added to it. */
export function OpenRoleRow({ projectId, openRole, onAnnounce, isBusy, onSave }: Props) {
  const { openRole: words, titles, actions } = announcedWords()
  const labelOf = (role: Role) => (role === 'owner' ? words.asInWorkspace : m.settings.roles[role])
  // Whoever runs a project is added to it by name.
  const options = roles.filter((role) => role !== 'admin' || role === openRole)
  return (
    <SettingsRow label={words.label} hint={words.hint}>
      {onAnnounce ? (
        <Select
          aria-label={words.label}
          value={openRole}
          options={options.map((value) => ({ value, label: labelOf(value) }))}
          disabled={isBusy}
          onPick={(next) =>
            onAnnounce({
              title: titles.openRole,
              action: actions.openRole,
              preview: () => client.task.readers.ifVisibility.query({ projectId, openRole: next }),
              save: (announced) => onSave(next, announced),
            })
          }
          className="w-36"
        />
      ) : (
        <span className="text-ink-2">{labelOf(openRole)}</span>
      )}
    </SettingsRow>
  )
}
