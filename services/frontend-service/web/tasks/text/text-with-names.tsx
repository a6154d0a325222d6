import { useMemo } from 'react'
import { peopleNamedIn, teamsNamedIn } from '../../../../task-service/limits.ts'
import { teamWords } from '../../account/teams/team-words.ts'
import { useTeams } from '../../account/teams/use-teams.ts'
import { FormattedText } from '../../ui/markdown/formatted-text.tsx'
import type { MarkdownProps } from '../../ui/markdown/markdown.tsx'
import type { NameShown, NamesShown } from '../../ui/markdown/named.ts'
import { useCalled } from './use-called.ts'

/** A text that names people, or teams too, each by the name that they have by now. Whoever has left is called as it was written. */
export const TextWithNames = (props: MarkdownProps) =>
  teamsNamedIn(props.text).length > 0 ? <WithTeams {...props} /> : <WithPeople {...props} />

type Entry = readonly [address: string, NameShown]

function WithPeople({ also, ...props }: MarkdownProps & { also?: readonly Entry[] }) {
  const { text } = props
  const calledOf = useCalled()
  const shownOf = (id: string): Entry[] => {
    const called = calledOf(id)
    return called ? [[`user:${id}`, called]] : []
  }
  // The text is formatted anew where one of them changes, not with each look.
  const shown = JSON.stringify([...peopleNamedIn(text).flatMap(shownOf), ...(also ?? [])])
  const named = useMemo((): NamesShown => new Map(JSON.parse(shown)), [shown])
  return <FormattedText {...props} named={named} />
}

/** To guests, who are told of none, a team is called as it was written. */
function WithTeams(props: MarkdownProps) {
  const { text } = props
  const ids = useMemo(() => teamsNamedIn(text), [text])
  const { teamOf, isGone } = useTeams(ids)
  const shownOf = (id: string): Entry[] => {
    const name = teamOf(id)
    if (name !== null) return [[`team:${id}`, { name: `@${name}` }]]
    return isGone(id) ? [[`team:${id}`, { name: teamWords().unknown, isGone: true }]] : []
  }
  return <WithPeople {...props} also={ids.flatMap(shownOf)} />
}
