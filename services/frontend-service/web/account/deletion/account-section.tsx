import { useState } from 'react'
import { m } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { SettingsRow, SettingsSection } from '../settings-section.tsx'
import { accountWords } from './account-words.ts'
import { DeleteAccount } from './delete-account.tsx'

/** The end of one's account. */
export function AccountSection() {
  const words = accountWords()
  const [isDeleting, setDeleting] = useState(false)
  return (
    <SettingsSection title={m.projects.danger}>
      <SettingsRow label={words.title} hint={words.hint}>
        <Button kind="danger-line" onClick={() => setDeleting(true)}>
          {words.act}
        </Button>
      </SettingsRow>
      {isDeleting && <DeleteAccount onClose={() => setDeleting(false)} />}
    </SettingsSection>
  )
}
