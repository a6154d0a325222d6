import { useSuspenseQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { NothingYet, SettingsSection } from '../../account/settings-section.tsx'
import { useProject } from '../../projects/project.ts'
import { trpc } from '../../trpc.ts'
import { Button } from '../../ui/button.tsx'
import { ReceiverExample } from './receiver-example.tsx'
import { WebhookDialog } from './webhook-dialog.tsx'
import { WebhookRow } from './webhook-row.tsx'
import { webhookWords } from './webhook-words.ts'

/** Programs elsewhere that are told what happens in the project, how they are doing, and how one writes another. */
export function WebhookSection() {
  const words = webhookWords()
  const { id: projectId, archivedAt } = useProject()
  const [isMaking, setMaking] = useState(false)
  const { data: webhooks } = useSuspenseQuery(trpc.task.webhooks.list.queryOptions({ projectId }))
  return (
    <SettingsSection
      id="webhooks"
      title={words.title}
      lead={words.lead}
      action={
        !archivedAt && (
          <Button kind="line" onClick={() => setMaking(true)}>
            <Plus aria-hidden />
            {words.make}
          </Button>
        )
      }
    >
      {webhooks.length === 0 && (
        <NothingYet title={words.none} lead={words.noneLead}>
          <ReceiverExample />
        </NothingYet>
      )}
      {webhooks.map((webhook) => (
        <WebhookRow key={webhook.id} webhook={webhook} />
      ))}
      {isMaking && <WebhookDialog onClose={() => setMaking(false)} />}
    </SettingsSection>
  )
}
