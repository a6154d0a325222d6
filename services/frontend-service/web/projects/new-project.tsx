import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { NAME_MAX, PROJECT_KEY_MAX } from '../../../task-service/limits.ts'
import { useWorkspace } from '../account/session.ts'
import { language, m } from '../messages.ts'
import { trpc } from '../trpc.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../ui/dialog.tsx'
import type { Colour } from '../ui/form/colour.tsx'
import { ColourChoice } from '../ui/form/colour-choice.tsx'
import { Field } from '../ui/form/field.tsx'
import { useForm } from '../ui/form/form.ts'
import { suggestedKey } from './suggested-key.ts'

/** A new project: a name and the key of its tasks, suggested from the name. */
export function NewProject({ onClose }: { onClose: () => void }) {
  const { id: workspaceId, slug } = useWorkspace()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [key, setKey] = useState('')
  const [isOwnKey, setOwnKey] = useState(false)
  const [isPrivate, setPrivate] = useState(false)
  const [color, setColor] = useState<Colour>('blue')
  const create = useMutation(trpc.task.projects.create.mutationOptions())
  const { props, errors, failure, isBusy } = useForm({
    schema: async () => (await import('../../../task-service/contract.ts')).newProject,
    extra: {
      ...{ workspaceId, color, locale: language },
      visibility: isPrivate ? 'private' : 'open',
    },
    submit: async (input) => {
      const project = await create.mutateAsync(input)
      await queryClient.invalidateQueries(trpc.task.projects.list.pathFilter())
      onClose()
      await navigate({
        to: '/w/$workspace/p/$project/board',
        params: { workspace: slug, project: project.key },
        search: {},
      })
    },
  })
  return (
    <Dialog title={m.shell.newProject} onClose={onClose}>
      <form {...props}>
        <DialogBody>
          {failure && (
            <p role="alert" className="text-danger-ink">
              {failure}
            </p>
          )}
          <Field
            name="name"
            label={m.projects.name}
            placeholder={m.projects.namePlaceholder}
            error={errors.name}
            limit={NAME_MAX}
            isLarge
            autoComplete="off"
            onChange={({ target }) => isOwnKey || setKey(suggestedKey(target.value))}
          />
          <Field
            name="key"
            label={m.projects.key}
            hint={m.projects.keyHint(key)}
            error={errors.key}
            value={key}
            isLarge
            autoComplete="off"
            limit={PROJECT_KEY_MAX}
            onChange={({ target }) => {
              setOwnKey(true)
              setKey(target.value.toUpperCase())
            }}
          />
          <div className="grid gap-1.5">
            <span className="text-12 font-medium text-ink-2">{m.projects.colour}</span>
            <ColourChoice value={color} onPick={setColor} />
          </div>
          <label className="flex items-center gap-2">
            <input
              type="checkbox"
              name=""
              checked={isPrivate}
              onChange={({ target }) => setPrivate(target.checked)}
            />
            <span>
              <span className="font-medium">{m.projects.private}</span>{' '}
              <span className="text-12 text-ink-3">{m.projects.privateHint}</span>
            </span>
          </label>
          <DialogButtons>
            <Button kind="line" onClick={onClose}>
              {m.shell.cancel}
            </Button>
            <Button type="submit" kind="primary" isBusy={isBusy}>
              {m.projects.create}
            </Button>
          </DialogButtons>
        </DialogBody>
      </form>
    </Dialog>
  )
}
