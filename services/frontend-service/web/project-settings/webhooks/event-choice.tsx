import { type EventGroup, eventGroups, typesOf, type WebhookType } from './webhook.ts'
import { webhookWords } from './webhook-words.ts'

interface Props {
  value: readonly WebhookType[]
  error?: string
  onPick: (types: WebhookType[]) => void
}

/** What a webhook tells about, group by group. One that was made by a program may have some of a group: they stay until
 *  the group is clicked. */
export function EventChoice({ value, error, onPick }: Props) {
  const words = webhookWords()
  return (
    <fieldset className="grid gap-1.5">
      <legend className="text-12 font-medium text-ink-2 mb-1.5">{words.events}</legend>
      <div className="grid grid-cols-2 gap-x-4 gap-y-1.5">
        {eventGroups.map((group) => (
          <GroupBox key={group} group={group} value={value} onPick={onPick} />
        ))}
      </div>
      {error && (
        <p role="alert" className="text-12 text-danger-ink">
          {error}
        </p>
      )}
    </fieldset>
  )
}

function GroupBox({ group, value, onPick }: Omit<Props, 'error'> & { group: EventGroup }) {
  const words = webhookWords()
  const types = typesOf(group)
  const some = types.filter((type) => value.includes(type)).length
  const isPart = some > 0 && some < types.length
  return (
    <label className="flex items-center gap-2 min-h-7">
      <input
        type="checkbox"
        name=""
        ref={(box) => {
          if (box) box.indeterminate = isPart
        }}
        checked={some === types.length}
        onChange={({ target }) => {
          const others = value.filter((type) => !types.includes(type))
          onPick(target.checked ? [...others, ...types] : others)
        }}
      />
      <span className="font-medium">{words.groups[group]}</span>
      {isPart && (
        <span className="text-12 text-ink-3 nums">{words.someOf(some, types.length)}</span>
      )}
    </label>
  )
}
