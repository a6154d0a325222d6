import type { PrismaClient } from '#db/user'
import type { Pool } from '../chassis/database.ts'
import type { FeedNews } from '../chassis/feed/feed.ts'
import type { AddressLimit } from './addresses/address-limit.ts'
import type { CodeLimit } from './factors/code-limit.ts'
import type { FactorKeys } from './factors/factor-keys.ts'
import type { Outbox } from './mail/outbox.ts'
import type { OidcLimit } from './oidc/oidc-limit.ts'
import type { Providers } from './oidc/providers.ts'
import type { BackupFigures } from './operations/backup-figures.ts'
import type { PasskeyLimit } from './passkeys/passkey-limit.ts'
import type { RelyingParty } from './passkeys/relying-party.ts'
import type { Hashing } from './passwords/hasher.ts'
import type { Throttle } from './passwords/throttle.ts'
import type { RecoveryLimit } from './recovery/recovery-limit.ts'
import type { SignUpLimit } from './sign-up/sign-up-limit.ts'

/** What this service adds to `ctx`. */
export interface Context {
  readonly db: PrismaClient
  readonly pool: Pool
  /** Connections of its own for the feed: however much people ask, rights taken away arrive. */
  readonly feedPool: Pool
  readonly hashing: Hashing
  readonly throttle: Throttle
  readonly codes: CodeLimit
  readonly factorKeys: FactorKeys
  readonly passkeyTries: PasskeyLimit
  /** None where browsers have no passkeys. */
  readonly relyingParty: RelyingParty | undefined
  readonly providers: Providers
  readonly oidcTries: OidcLimit
  readonly signUps: SignUpLimit
  readonly recoveries: RecoveryLimit
  readonly addressLetters: AddressLimit
  readonly outbox: Outbox
  readonly backups: BackupFigures
  /** Looks through closed workspaces whose time has come. */
  readonly ends: { readonly soon: () => void }
  /** How long a workspace is closed before it is deleted. */
  readonly graceDays: number
  readonly news: FeedNews
  /** Tells followers of the feed to look; never waited for. */
  readonly nudge: () => void
}
