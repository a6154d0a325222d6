import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { dayAt, dayInLine } from '../../dates.ts'
import { sentenceOf } from '../../failures.ts'
import { trpc } from '../../trpc.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { toast } from '../../ui/toast.ts'
import { renewSession, useMe, useWorkspace } from '../session.ts'
import { SettingsRow, SettingsSection } from '../settings-section.tsx'
import { useToday } from '../time.tsx'
import { policyWords } from './policy-words.ts'

/** For admins: whether this workspace is open to members without a second factor, and how many of them there are. */
export function FactorPolicy() {
  const words = policyWords()
  const { id: workspaceId, name } = useWorkspace()
  const { timeZone } = useMe()
  const today = useToday()
  const router = useRouter()
  const queryClient = useQueryClient()
  const [isSure, setSure] = useState(false)
  const { data } = useSuspenseQuery(trpc.user.factorPolicy.get.queryOptions({ workspaceId }))
  const { data: own } = useSuspenseQuery(trpc.gateway.factor.get.queryOptions())
  const set = useMutation(
    trpc.user.factorPolicy.set.mutationOptions({
      onSuccess: ({ requiredSince }) =>
        toast({ text: requiredSince ? words.required : words.stopped }),
      onError: (error) => toast({ tone: 'bad', text: sentenceOf(error) }),
      onSettled: async () => {
        await queryClient.invalidateQueries(trpc.user.factorPolicy.pathFilter())
        await renewSession()
        await router.invalidate()
      },
    }),
  )
  const { requiredSince, members, withoutFactor } = data
  const state = requiredSince
    ? words.on(dayInLine(dayAt(requiredSince, timeZone), today))
    : words.off
  const isOwnMissing = !requiredSince && !own.onSince
  const count = isOwnMissing ? words.ownFirst : words.without(withoutFactor, members)
  return (
    <SettingsSection title={words.title}>
      <SettingsRow label={words.label} hint={`${state} ${count}`}>
        {isOwnMissing ? (
          <Link to="/settings/security" search={{}} className={buttonClass({ kind: 'line' })}>
            {words.toSecurity}
          </Link>
        ) : (
          <Button
            kind="line"
            isBusy={set.isPending}
            onClick={() =>
              requiredSince ? set.mutate({ workspaceId, isRequired: false }) : setSure(true)
            }
          >
            {requiredSince ? words.stop : words.require}
          </Button>
        )}
      </SettingsRow>
      {isSure && (
        <Confirm
          title={words.sure(name)}
          lead={words.sureLead(withoutFactor)}
          action={words.require}
          onClose={() => setSure(false)}
          onConfirm={() => set.mutate({ workspaceId, isRequired: true })}
        />
      )}
    </SettingsSection>
  )
}
