import { useState } from 'react'
import { NAME_MAX } from '../../../../task-service/limits.ts'
import { m } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { Field } from '../../ui/form/field.tsx'
import { useForm } from '../../ui/form/form.ts'
import { Segmented } from '../../ui/form/segmented.tsx'
import { faultWords } from '../filter/fault-words.ts'
import { syntaxFaultOf } from '../filter/use-filter.ts'
import { canEdit } from '../rights.ts'
import { canTakeAway, type EditedView } from './saved-views.ts'
import { useViewActions } from './use-view-actions.ts'
import { viewWords } from './view-words.ts'

interface Props {
  view: EditedView
  /** In the project: members alone make views for everybody. */
  role: string
  onClose: () => void
}

/** Name of a view and who sees it. */
export function ViewDialog({ view, role, onClose }: Props) {
  const words = viewWords()
  const [scope, setScope] = useState(view.scope)
  const { create, change } = useViewActions()
  const { id } = view
  const fault = id ? undefined : syntaxFaultOf(view.q)
  const isFixed = !canTakeAway(role, view)
  const { props, errors, failure, isBusy } = useForm({
    schema: async () => (await import('./view-form.ts')).viewForm,
    extra: { scope },
    submit: async (form) => {
      await (id ? change({ id, ...form }) : create({ ...view, ...form }))
      onClose()
    },
  })
  const scopes = ['private', 'project'] as const
  return (
    <Dialog title={id ? words.edit : words.save} onClose={onClose}>
      <form {...props}>
        <DialogBody>
          {(fault || failure) && (
            <p role="alert" className="text-danger-ink">
              {fault ? words.unreadable(faultWords(fault)) : failure}
            </p>
          )}
          <Field
            name="name"
            label={words.name}
            placeholder={words.namePlaceholder}
            defaultValue={view.name}
            error={errors.name}
            limit={NAME_MAX}
            isLarge
            autoComplete="off"
          />
          {canEdit(role) && (
            <div className="grid gap-1.5 justify-items-start">
              <span className="text-12 font-medium text-ink-2">{words.scope}</span>
              {isFixed ? (
                <span>{words.scopes[scope]}</span>
              ) : (
                <Segmented
                  label={words.scope}
                  value={scope}
                  options={scopes.map((value) => ({ value, label: words.scopes[value] }))}
                  onPick={setScope}
                />
              )}
              <p className="text-12 text-ink-3">
                {isFixed ? words.scopeFixed : words.scopeHints[scope]}
              </p>
            </div>
          )}
          <DialogButtons>
            <Button kind="line" onClick={onClose}>
              {m.shell.cancel}
            </Button>
            <Button type="submit" kind="primary" isBusy={isBusy} disabled={fault !== undefined}>
              {words.create}
            </Button>
          </DialogButtons>
        </DialogBody>
      </form>
    </Dialog>
  )
}
