import { useMutation } from '@tanstack/react-query'
import clsx from 'clsx'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { SHORT_NAME_MAX } from '../../../task-service/limits.ts'
import { SettingsSection } from '../account/settings-section.tsx'
import { m } from '../messages.ts'
import { type Project, useProject } from '../projects/project.ts'
import { trpc } from '../trpc.ts'
import { AddLine } from '../ui/add-line.tsx'
import { IconButton } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { colours, groundOf } from '../ui/form/colour.tsx'
import { Picker } from '../ui/form/picker.tsx'
import { SavedField } from '../ui/form/saved-field.tsx'
import { useProjectSettled } from './use-project-mutation.ts'

type Label = Project['labels'][number]

/** The labels of the project: every member makes one, its admins change and delete them. */
export function LabelSection() {
  const { id: projectId, labels, role } = useProject()
  const settled = useProjectSettled()
  const create = useMutation(trpc.task.labels.create.mutationOptions(settled))
  const isManager = role === 'owner' || role === 'admin'
  const add = (name: string) =>
    create
      .mutateAsync({ projectId, name, color: colours[labels.length % colours.length] ?? 'blue' })
      .then(
        () => true,
        () => false,
      )
  return (
    <SettingsSection title={m.tasks.labels} lead={m.projects.labelsLead} id="labels">
      {labels.length > 0 && (
        <ul className="grid sm:grid-cols-2 gap-px bg-line">
          {labels.map((label) => (
            <LabelRow key={label.id} label={label} isManager={isManager} />
          ))}
          {labels.length % 2 === 1 && <li aria-hidden className="bg-surface max-sm:hidden" />}
        </ul>
      )}
      {(isManager || role === 'member') && (
        <AddLine
          label={m.projects.newLabel}
          action={m.projects.addLabel}
          limit={SHORT_NAME_MAX}
          onAdd={add}
        />
      )}
    </SettingsSection>
  )
}

function LabelRow({ label: { id, name, color }, isManager }: { label: Label; isManager: boolean }) {
  const { id: projectId } = useProject()
  const settled = useProjectSettled()
  const [isSure, setSure] = useState(false)
  const update = useMutation(trpc.task.labels.update.mutationOptions(settled))
  const remove = useMutation(trpc.task.labels.delete.mutationOptions(settled))
  const dot = <i className={clsx('size-2.5 rounded-full', groundOf(color))} />
  if (!isManager)
    return (
      <li className="flex items-center gap-3 min-h-11 px-3.5 bg-surface">
        {dot}
        <span className="cut font-medium">{name}</span>
      </li>
    )
  return (
    <li className="flex items-center gap-2 min-h-11 pl-2.5 pr-2 bg-surface">
      <Picker
        label={`${m.projects.colour}: ${name}`}
        className="grid place-items-center size-7 rounded-sm hover:bg-hover flex-none"
        items={colours.map((each) => ({
          id: each,
          text: m.projects.colours[each],
          icon: <i className={clsx('size-2.5 rounded-full', groundOf(each))} />,
          isOn: each === color,
        }))}
        onPick={(picked) => {
          const next = colours.find((each) => each === picked)
          if (next) update.mutate({ projectId, id, color: next })
        }}
      >
        {dot}
      </Picker>
      <SavedField
        isPlain
        label={`${m.tasks.labels}: ${name}`}
        value={name}
        limit={SHORT_NAME_MAX}
        onSave={(next) => update.mutateAsync({ projectId, id, name: next })}
      />
      <IconButton label={m.projects.deleteLabel(name)} onClick={() => setSure(true)}>
        <Trash2 aria-hidden />
      </IconButton>
      {isSure && (
        <Confirm
          title={m.projects.deleteLabelSure(name)}
          lead={m.projects.deleteLabelLead}
          action={m.tasks.delete}
          onClose={() => setSure(false)}
          onConfirm={() => remove.mutate({ projectId, id })}
        />
      )}
    </li>
  )
}
