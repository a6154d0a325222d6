// Of people and workspaces; without zod, for the web app checks what is typed by the same numbers.

/** Characters of a display name and of a workspace's name. */
export const NAME_MAX = 80
/** How much there can be, so that every list has an end. */
export const MEMBERS_MAX = 2000
export const INVITATIONS_MAX = 1000
/** Of a workspace. */
export const TEAMS_MAX = 50
/** People of a team. Times the projects of a team (`TEAM_PROJECTS_MAX` of task-service) it is 2,000. */
export const TEAM_MEMBERS_MAX = 100
/** Workspaces that one person belongs to. */
export const WORKSPACES_MAX = 100
/** Open sessions of one person: the one used longest ago ends before there is one more. */
export const SESSIONS_MAX = 100
/** API tokens of one person that are in use. */
export const API_TOKENS_MAX = 50
/** Bots of one person. */
export const BOTS_MAX = 20
/** How long an API token works at most, in days. */
export const API_TOKEN_DAYS_MAX = 366
/** How long a link for a new password works. */
export const RECOVERY_MINUTES = 30
/** Links for a new password that one account has at a time: the oldest ends before there is one more. */
export const RECOVERIES_MAX = 5
/** How long a link works that goes to an address. */
export const ADDRESS_LINK_MINUTES = 30
/** Letters about addresses that one account may ask for while a link works. */
export const ADDRESS_LETTERS_MAX = 5
/** Such letters to one address meanwhile, whoever asks; the first of each account is not among them. */
export const ADDRESS_LETTERS_REPEATED_MAX = 10
/** How long a change of address waits, and can be stopped. */
export const ADDRESS_CHANGE_HOURS = 24
/** How long somebody may take for the second step of a sign-in. */
export const SIGN_IN_MINUTES = 5
/** Sign-ins of one account that wait for their second step: the oldest ends before there is one more. */
export const SIGN_INS_MAX = 20
/** Passkeys of one person. */
export const PASSKEYS_MAX = 20
/** Accounts at providers that sign one person in. */
export const IDENTITIES_MAX = 20
/** How long somebody may take at a provider. */
export const OIDC_MINUTES = 10
/** How long somebody may take to use a passkey once they are asked for it. */
export const PASSKEY_MINUTES = 5
/** Who runs the installation, at most so many. */
export const OPERATORS_MAX = 20
/** Recovery codes that are made at a time. */
export const RECOVERY_CODES = 10
export const PASSWORD_MIN = 8
export const PASSWORD_MAX = 128
/** Keys of the web app that a person has changed. */
export const SHORTCUTS_MAX = 100
/** So often a workspace is closed within a day: each time brings its owners a letter. */
export const CLOSINGS_A_DAY = 20
/** Letters about new devices that one person gets in an hour. */
export const DEVICE_LETTERS_MAX = 5
