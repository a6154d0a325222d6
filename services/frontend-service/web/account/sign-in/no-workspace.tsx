import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { NAME_MAX } from '../../../../user-service/limits.ts'
import { m } from '../../messages.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/form/field.tsx'
import { useForm } from '../../ui/form/form.ts'
import { renewSession } from '../session.ts'
import { signOut } from '../sign-out.ts'
import { AuthFailure, AuthLayout } from './auth-layout.tsx'

/** For someone who belongs to no workspace: found one, or leave. */
export function NoWorkspace() {
  const router = useRouter()
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
    <AuthLayout title={m.account.noWorkspace} lead={m.account.noWorkspaceLead}>
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
          {m.account.createWorkspace}
        </Button>
        <Button size="large" onClick={() => void signOut()}>
          {m.account.signOut}
        </Button>
      </form>
    </AuthLayout>
  )
}
