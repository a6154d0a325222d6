import { useMutation } from '@tanstack/react-query'
import { estimateUnits, roles, visibilities } from '../../../task-service/contract.ts'
import { NAME_MAX } from '../../../task-service/limits.ts'
import { SettingsRow, SettingsSection } from '../account/settings-section.tsx'
import { m } from '../messages.ts'
import { announcedWords } from '../projects/announced/announced-words.ts'
import { useAnnounced } from '../projects/announced/use-announced.tsx'
import { useProject } from '../projects/project.ts'
import { planWords } from '../tasks/fields/plan-words.ts'
import { client, trpc } from '../trpc.ts'
import { ColourChoice } from '../ui/form/colour-choice.tsx'
import { SavedField } from '../ui/form/saved-field.tsx'
import { Select } from '../ui/form/select.tsx'
import { OpenRoleRow } from './open-role-row.tsx'
import { useProjectSettled } from './use-project-mutation.ts'

/** What the project is called, how it looks, who sees it and what everybody may do. */
export function GeneralSection() {
  const project = useProject()
  const { id, key, name, color, visibility, estimateUnit, role, ownRole, archivedAt } = project
  const settled = useProjectSettled()
  const { mutate, mutateAsync } = useMutation(trpc.task.projects.update.mutationOptions(settled))
  const { announce, isBusy, dialog } = useAnnounced(settled.onError)
  const mayChange = (role === 'owner' || role === 'admin') && !archivedAt
  const mayOpen = ownRole === 'owner' && !archivedAt
  const shown = visibilities.find((each) => each === visibility) ?? 'open'
  const words = planWords()
  const unit = estimateUnits.find((each) => each === estimateUnit) ?? 'points'
  return (
    <SettingsSection title={m.projects.general} id="general">
      <SettingsRow label={m.projects.name}>
        <span className="w-60 max-sm:w-full">
          <SavedField
            label={m.projects.name}
            value={name}
            limit={NAME_MAX}
            isDisabled={!mayChange}
            onSave={(next) => mutateAsync({ id, name: next })}
          />
        </span>
      </SettingsRow>
      <SettingsRow label={m.projects.key} hint={m.projects.keyHint(key)}>
        <span className="text-ink-2 nums">{key}</span>
      </SettingsRow>
      <SettingsRow label={m.projects.colour}>
        <ColourChoice
          value={color}
          isDisabled={!mayChange}
          onPick={(next) => mutate({ id, color: next })}
        />
      </SettingsRow>
      <SettingsRow label={m.projects.visibility} hint={m.projects.visibilityLeads[shown]}>
        {mayOpen ? (
          <Select
            aria-label={m.projects.visibility}
            value={shown}
            options={visibilities.map((value) => ({
              value,
              label: m.projects.visibilities[value],
            }))}
            disabled={isBusy}
            onPick={(next) =>
              announce({
                title: announcedWords().titles[next],
                action: announcedWords().actions[next],
                preview: () =>
                  client.task.readers.ifVisibility.query({ projectId: id, visibility: next }),
                save: (announced) => mutateAsync({ id, visibility: next, announced }),
              })
            }
            className="w-36"
          />
        ) : (
          <span className="text-ink-2">{m.projects.visibilities[shown]}</span>
        )}
      </SettingsRow>
      {shown === 'open' && (
        <OpenRoleRow
          projectId={id}
          openRole={roles.find((each) => each === project.openRole) ?? 'owner'}
          isBusy={isBusy}
          onSave={(openRole, announced) => mutateAsync({ id, openRole, announced })}
          {...(mayOpen && { onAnnounce: announce })}
        />
      )}
      <SettingsRow label={words.unit} hint={words.unitHint}>
        {mayChange ? (
          <Select
            aria-label={words.unit}
            value={unit}
            options={estimateUnits.map((value) => ({ value, label: words.units[value] }))}
            onPick={(next) => mutate({ id, estimateUnit: next })}
            className="w-36"
          />
        ) : (
          <span className="text-ink-2">{words.units[unit]}</span>
        )}
      </SettingsRow>
      {dialog}
    </SettingsSection>
  )
}
