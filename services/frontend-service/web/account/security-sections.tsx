import { m } from '../messages.ts'
import { Panel } from '../ui/panel.tsx'
import { SkeletonBox } from '../ui/skeleton.tsx'
import { BotSection } from './bots/bot-section.tsx'
import { botWords } from './bots/bot-words.ts'
import { AccountSection } from './deletion/account-section.tsx'
import { FactorSection } from './factor/factor-section.tsx'
import { factorWords } from './factor/factor-words.ts'
import { MyDataSection } from './my-data/my-data-section.tsx'
import { IdentitySection } from './oidc/identity-section.tsx'
import { oidcWords } from './oidc/oidc-words.ts'
import { PasskeySection } from './passkeys/passkey-section.tsx'
import { passkeyWords } from './passkeys/passkey-words.ts'
import { PasswordSection } from './password-section.tsx'
import { SessionsSection } from './sessions-section.tsx'
import { TokenSection } from './tokens/token-section.tsx'
import { tokenWords } from './tokens/token-words.ts'

/** How somebody signs in, where they are signed in, and what calls in their name. */
export const SecuritySections = () => (
  <>
    <Panel name={factorWords().title} loading={<SkeletonBox className="h-32" />}>
      <FactorSection />
    </Panel>
    <Panel name={passkeyWords().title} loading={<SkeletonBox className="h-32" />}>
      <PasskeySection />
    </Panel>
    <Panel name={oidcWords().title} loading={null}>
      <IdentitySection />
    </Panel>
    <Panel name={m.settings.sessions} loading={<SkeletonBox className="h-48" />}>
      <SessionsSection />
    </Panel>
    <Panel name={m.settings.password} loading={<SkeletonBox className="h-32" />}>
      <PasswordSection />
    </Panel>
    <Panel name={tokenWords().title} loading={<SkeletonBox className="h-48" />}>
      <TokenSection />
    </Panel>
    <Panel name={botWords().title} loading={<SkeletonBox className="h-32" />}>
      <BotSection />
    </Panel>
    <MyDataSection />
    <AccountSection />
  </>
)
