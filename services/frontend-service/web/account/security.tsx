import { m } from '../messages.ts'
import { SecuritySections } from './security-sections.tsx'
import { SettingsFrame } from './settings-frame.tsx'

/** `/settings/security` */
export const SecurityPage = () => (
  <SettingsFrame place={m.settings.security}>
    <SecuritySections />
  </SettingsFrame>
)
