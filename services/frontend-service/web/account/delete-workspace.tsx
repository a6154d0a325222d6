import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { sentenceOf } from '../failures.ts'
import { m } from '../messages.ts'
import { leave } from '../query-client.ts'
import { trpc } from '../trpc.ts'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogBody, DialogButtons } from '../ui/dialog.tsx'
import { Field } from '../ui/form/field.tsx'
import { fieldErrors } from '../ui/form/field-errors.ts'
import { deletionWords } from './deletion-words.ts'
import { useWorkspace } from './session.ts'

/** Asks for the name of the workspace before it is deleted: nobody types that by accident. */
export function DeleteWorkspace({ onClose }: { onClose: () => void }) {
  const { id, name, graceDays } = useWorkspace()
  const words = deletionWords()
  const [typed, setTyped] = useState('')
  const remove = useMutation(
    trpc.user.workspaces.close.mutationOptions({ onSuccess: () => leave('/') }),
  )
  const isSame = typed.normalize('NFC').trim() === name
  return (
    <Dialog title={words.sure(name)} onClose={onClose}>
      <DialogBody>
        <p className="text-ink-2">{words.lead(graceDays)}</p>
        <form
          noValidate
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            if (isSame && !remove.isPending) remove.mutate({ id, name: typed })
          }}
        >
          <Field
            label={words.typeName(name)}
            value={typed}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            error={
              remove.isError
                ? (fieldErrors(remove.error).name ?? sentenceOf(remove.error))
                : undefined
            }
            onChange={({ target }) => setTyped(target.value)}
          />
          <DialogButtons>
            <Button kind="line" onClick={onClose}>
              {m.shell.cancel}
            </Button>
            <Button type="submit" kind="danger" disabled={!isSame} isBusy={remove.isPending}>
              {words.act}
            </Button>
          </DialogButtons>
        </form>
      </DialogBody>
    </Dialog>
  )
}
