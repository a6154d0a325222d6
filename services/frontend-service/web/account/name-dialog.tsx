import type { ComponentProps } from 'react'
import { NAME_MAX } from '../../../user-service/limits.ts'
import { m } from '../messages.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../ui/dialog.tsx'
import { Field } from '../ui/form/field.tsx'
import type { useForm } from '../ui/form/form.ts'
import { AuthFailure } from './sign-in/auth-layout.tsx'

interface Props {
  title: string
  /** Of something that has a name and nothing else to fill in. */
  form: ReturnType<typeof useForm>
  field: Pick<ComponentProps<typeof Field>, 'label' | 'hint' | 'placeholder' | 'defaultValue'>
  /** As its button says it. */
  action: string
  onClose: () => void
}

/** Asks for the name of something, new or not. */
export function NameDialog({ title, form, field, action, onClose }: Props) {
  const { props, errors, failure, isBusy } = form
  return (
    <Dialog title={title} isBusy={isBusy} onClose={onClose}>
      <form {...props}>
        <DialogBody>
          <AuthFailure text={failure} />
          <Field name="name" {...field} error={errors.name} limit={NAME_MAX} autoComplete="off" />
          <DialogButtons>
            <Button kind="line" disabled={isBusy} onClick={onClose}>
              {m.shell.cancel}
            </Button>
            <Button type="submit" kind="primary" isBusy={isBusy}>
              {action}
            </Button>
          </DialogButtons>
        </DialogBody>
      </form>
    </Dialog>
  )
}
