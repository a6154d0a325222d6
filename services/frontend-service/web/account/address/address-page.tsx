import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { factsOf, sentenceOf } from '../../failures.ts'
import { m } from '../../messages.ts'
import { queryClient } from '../../query-client.ts'
import { client, type Outputs, trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { recoveryWords } from '../recovery/recovery-words.ts'
import { AuthFailure, AuthLayout } from '../sign-in/auth-layout.tsx'
import { addressWords, explainAddress } from './address-words.ts'

const route = getRouteApi('/address/$token')

/** Behind the links that go to addresses. Nothing happens before a button is pressed: programs that look into letters open
 *  links too. It needs no session and opens none. */
export function AddressPage() {
  const { token } = route.useParams()
  const words = recoveryWords()
  // A link that was cut off when it was copied is no link either.
  const isWhole = /^[\w-]{43}$/.test(token)
  const check = useQuery({
    queryKey: ['address link', token],
    queryFn: () => client.gateway.address.check.mutate({ token }),
    enabled: isWhole,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (isWhole && check.isPending)
    return (
      <AuthLayout title={words.checking} lead="">
        {null}
      </AuthLayout>
    )
  if (check.data) return <Link token={token} link={check.data} />
  if (isWhole && factsOf(check.error).reason !== 'link_gone')
    return (
      <AuthLayout title={m.errors.away} lead={sentenceOf(check.error)}>
        <Wide onClick={() => void check.refetch()}>{m.shell.retry}</Wide>
      </AuthLayout>
    )
  return (
    <AuthLayout title={words.goneTitle} lead={words.goneLead}>
      <ToApp />
    </AuthLayout>
  )
}

type Found = Outputs['gateway']['address']['check']

function Link({ token, link }: { token: string; link: Found }) {
  const words = addressWords()
  const use = useMutation(trpc.gateway.address.use.mutationOptions())
  const { title, lead, act, done, doneLead } = textsOf(link)
  if (use.isSuccess)
    return (
      <AuthLayout title={done} lead={<span role="status">{doneLead}</span>}>
        <ToApp />
      </AuthLayout>
    )
  const isGone = factsOf(use.error).reason === 'link_gone'
  if (isGone)
    return (
      <AuthLayout title={recoveryWords().goneTitle} lead={recoveryWords().goneLead}>
        <ToApp />
      </AuthLayout>
    )
  const why = use.error ? (explainAddress(use.error) ?? sentenceOf(use.error)) : undefined
  return (
    <AuthLayout title={title} lead={<span className="break-words">{lead}</span>}>
      <div className="grid gap-3">
        <AuthFailure text={why} />
        <Wide isBusy={use.isPending} onClick={() => use.mutate({ token })}>
          {act}
        </Wide>
      </div>
    </AuthLayout>
  )

  function textsOf({ purpose, email, name }: Found) {
    if (purpose === 'prove')
      return {
        ...{ title: words.proveTitle, lead: words.proveLead(email, name), act: words.prove },
        ...{ done: words.proveDone, doneLead: words.proveDoneLead },
      }
    if (purpose === 'take')
      return {
        ...{ title: words.takeTitle, lead: words.takeLead(email, name), act: words.take },
        ...{ done: words.takeDone, doneLead: words.takeDoneLead(email) },
      }
    return {
      ...{ title: words.keepTitle, lead: words.keepLead(email), act: words.stop },
      ...{ done: words.stopDone, doneLead: words.stopDoneLead },
    }
  }
}

function ToApp() {
  const router = useRouter()
  const open = () => {
    // Who is signed in here may have another address by now, or no session.
    queryClient.clear()
    router.history.push('/')
  }
  return <Wide onClick={open}>{addressWords().toApp}</Wide>
}

const Wide = (props: Parameters<typeof Button>[0]) => (
  <Button {...props} kind="primary" size="large" className="w-full justify-center" />
)
