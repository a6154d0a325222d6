import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { NAME_MAX } from '../../../../user-service/limits.ts'
import { noWorkspace as en } from '../../messages/en/account/no-workspace.ts'
import { noWorkspace as ko } from '../../messages/ko/account/no-workspace.ts'
import { inLanguage, m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/form/field.tsx'
import { useForm } from '../../ui/form/form.ts'
import { accountWords } from '../deletion/account-words.ts'
import { DeleteAccount } from '../deletion/delete-account.tsx'
import { renewSession, useSession } from '../session.ts'
import { signOut } from '../sign-out.ts'
import { AuthFailure, AuthLayout } from './auth-layout.tsx'

const noWorkspaceWords = inLanguage({ ko, en })

/** For someone who belongs to no workspace: found one, leave, or end the account, for there are no settings here. */
export function NoWorkspace() {
  const words = noWorkspaceWords()
  const { workspaces } = useSession()
  const router = useRouter()
  const [isDeleting, setDeleting] = useState(false)
  const create = useMutation(trpc.user.workspaces.create.mutationOptions())
  const { props, errors, failure, isBusy } = useForm({
    schema: async () => (await import('../../../../user-service/contract.ts')).newWorkspace,
    submit: async (input) => {
      const { slug } = await create.mutateAsync(input)
      await renewSession()
      router.history.push(`/w/${slug}/home`)
    },
  })
  return (
    <AuthLayout title={workspaces.length > 0 ? words.another : words.title} lead={words.lead}>
      <form {...props} className="grid gap-3.5">
        <AuthFailure text={failure} />
        <Field
          name="name"
          label={m.account.workspace}
          error={errors.name}
          limit={NAME_MAX}
          isLarge
        />
        <Button type="submit" kind="primary" size="large" isBusy={isBusy}>
          {words.create}
        </Button>
        <Button size="large" onClick={() => void signOut()}>
          {m.account.signOut}
        </Button>
        <Button kind="danger-line" size="large" onClick={() => setDeleting(true)}>
          {accountWords().act}
        </Button>
      </form>
      {isDeleting && <DeleteAccount onClose={() => setDeleting(false)} />}
    </AuthLayout>
  )
}
