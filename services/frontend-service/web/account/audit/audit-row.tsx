import {
  Bot,
  Building2,
  KeyRound,
  Link2,
  LogIn,
  LogOut,
  type LucideIcon,
  Network,
  ShieldCheck,
  ShieldOff,
  TriangleAlert,
  UserCog,
  UserMinus,
  Webhook,
} from 'lucide-react'
import { exact } from '../../dates.ts'
import { m } from '../../messages.ts'
import type { Outputs } from '../../trpc.ts'
import { Badge } from '../../ui/badge.tsx'
import { deviceOf } from '../device.ts'
import { roles } from '../roles.ts'
import { useMe } from '../session.ts'
import { useAgo } from '../time.tsx'
import { auditWords } from './audit-words.ts'

export type Entry = Outputs['user']['audit']['list']['items'][number]

/** Beginnings of kinds, and what stands for them. */
const icons: [RegExp, LucideIcon][] = [
  [/^(sign_in_failed|proof_refused)/, TriangleAlert],
  [/^sign_in/, LogIn],
  [/^(signed_out|session_ended)/, LogOut],
  [/^(factor|recovery_codes).*(off|removed)$/, ShieldOff],
  [/^(factor|recovery_codes)/, ShieldCheck],
  [/^(passkey|token|password|identity)/, KeyRound],
  [/^(invitation|recovery_link)/, Link2],
  [/^(member_(removed|disabled)|account_deleted)/, UserMinus],
  [/^team/, Network],
  [/^webhook/, Webhook],
  [/^bot/, Bot],
  [/^workspace/, Building2],
]

/** One act: in a sentence, with when, from where and by what beneath. */
export function AuditRow({ entry }: { entry: Entry }) {
  const words = auditWords()
  const { timeZone } = useMe()
  const { seq, at, kind, via, address, device } = entry
  const Icon = icons.find(([pattern]) => pattern.test(kind))?.[1] ?? UserCog
  const more = factsOf(entry)
  const places = [
    exact(at, timeZone),
    address,
    device && deviceOf(device).name,
    isIn(words.via, via) ? words.via[via] : via,
  ].filter(Boolean)
  return (
    <li className="grid grid-cols-[36px_minmax(0,1fr)_auto] items-start gap-x-3 px-3.5 py-3">
      <span className="grid place-items-center size-9 rounded-[9px] bg-pressed text-ink-2">
        <Icon aria-hidden className="size-5!" />
      </span>
      <div className="grid gap-0.5 min-w-0">
        <p className="font-medium">{sentenceOf(entry)}</p>
        {more.length > 0 && <p className="text-12 text-ink-2">{more.join(' · ')}</p>}
        <p className="flex flex-wrap items-center gap-x-2 text-12 text-ink-3 nums">
          {places.join(' · ')}
          {entry.isErased && <Badge>{words.erased}</Badge>}
        </p>
      </div>
      <p className="grid justify-items-end text-12 text-ink-3 nums">
        <time dateTime={at}>{useAgo(at)}</time>
        <span title={entry.hash}>{`#${seq}`}</span>
      </p>
    </li>
  )
}

const isIn = <Words extends object>(words: Words, name: unknown): name is keyof Words =>
  typeof name === 'string' && Object.hasOwn(words, name)

function sentenceOf({ kind, actor, subject }: Entry) {
  const { says, someone, erased, named } = auditWords()
  const nameOf = (person: Entry['actor']) =>
    person === null ? someone : person.name === null ? erased : named(person.name)
  const isOwn = kind === 'member_removed' && actor?.id === subject?.id
  const say = isOwn
    ? says.member_left
    : Object.hasOwn(says, kind) && says[kind as keyof typeof says]
  return say ? say(nameOf(actor), nameOf(subject)) : kind
}

function lostWords(facts: Entry['facts']) {
  const { lost } = auditWords()
  return (['identitiesRemoved', 'passkeysRemoved', 'tokensRevoked'] as const).map((name) => {
    const count = facts[name]
    return typeof count === 'number' ? lost[name](count) : undefined
  })
}

/** What the sentence leaves out: from which role to which, whose address, which token. */
function factsOf({ facts, texts }: Entry) {
  const words = auditWords()
  const roleOf = (value: unknown) => {
    const role = roles.find((one) => one === value)
    return role && m.settings.roles[role]
  }
  const change = [roleOf(facts.from), roleOf(facts.to)].filter(Boolean).join(' → ')
  const renamed = [texts.from, texts.to].filter(Boolean).join(' → ')
  const { way, step, attempts, changed, reason } = facts
  const parts = typeof changed === 'string' ? changed.split(' ') : []
  return [
    change,
    renamed,
    roleOf(facts.role),
    texts.email,
    texts.name,
    texts.target,
    ...[texts.bot, texts.ofBot].map((name) => name && words.bot(name)),
    parts.flatMap((part) => (isIn(words.changes, part) ? words.changes[part] : [])).join(', '),
    isIn(words.reasons, reason) ? words.reasons[reason] : undefined,
    isIn(words.ways, way) ? words.ways[way] : undefined,
    ...lostWords(facts),
    isIn(words.steps, step) ? words.steps[step] : undefined,
    typeof attempts === 'number' && attempts > 1 ? words.attempts(attempts) : undefined,
  ].filter((text): text is string => Boolean(text))
}
