import { useState } from 'react'
import { m } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../../ui/dialog.tsx'
import { Field } from '../../ui/form/field.tsx'
import { useForm } from '../../ui/form/form.ts'
import { Segmented } from '../../ui/form/segmented.tsx'
import type { SavedView } from './saved-views.ts'
import { useViewActions } from './use-view-actions.ts'
import { viewWords } from './view-words.ts'

const NAME_MAX = 80

interface Props {
  /** What is saved: a view with an id is changed, one without is made. */
  view: Omit<SavedView, 'id'> & { id?: string }
  /** Members alone make views for everybody. */
  canShare: boolean
  onClose: () => void
}

/** Name of a view and who sees it. */
export function ViewDialog({ view, canShare, onClose }: Props) {
  const words = viewWords()
  const [scope, setScope] = useState(view.scope)
  const { create, change } = useViewActions()
  const { id } = view
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
          {failure && (
            <p role="alert" className="text-danger-ink">
              {failure}
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
          {canShare && (
            <div className="grid gap-1.5 justify-items-start">
              <span className="text-12 font-medium text-ink-2">{words.scope}</span>
              <Segmented
                label={words.scope}
                value={scope}
                options={scopes.map((value) => ({ value, label: words.scopes[value] }))}
                onPick={setScope}
              />
              <p className="text-12 text-ink-3">{words.scopeHints[scope]}</p>
            </div>
          )}
          <DialogButtons>
            <Button kind="line" onClick={onClose}>
              {m.shell.cancel}
            </Button>
            <Button type="submit" kind="primary" isBusy={isBusy}>
              {words.create}
            </Button>
          </DialogButtons>
        </DialogBody>
      </form>
    </Dialog>
  )
}
