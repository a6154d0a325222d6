import { useMemo } from 'react'
import { teamsNamedIn } from '../../../../task-service/limits.ts'
import { teamWords } from '../../account/teams/team-words.ts'
import { useTeams } from '../../account/teams/use-teams.ts'
import { FormattedText } from '../../ui/markdown/formatted-text.tsx'
import type { MarkdownProps } from '../../ui/markdown/markdown.tsx'
import type { TeamNames } from '../../ui/markdown/teams.ts'

/** A text that names teams, each by the name that it has by now. To guests, who are told of none, as it was written. */
export function TextWithTeams(props: MarkdownProps) {
  const { text } = props
  const ids = useMemo(() => teamsNamedIn(text), [text])
  const { teamOf, isGone } = useTeams(ids)
  const shownOf = (id: string) => {
    const name = teamOf(id)
    if (name !== null) return [[id, { name: `@${name}`, isGone: false }]]
    return isGone(id) ? [[id, { name: teamWords().unknown, isGone: true }]] : []
  }
  // The text is formatted anew where one of them changes, not with each look.
  const shown = JSON.stringify(ids.flatMap(shownOf))
  const teams = useMemo((): TeamNames => new Map(JSON.parse(shown)), [shown])
  return <FormattedText {...props} teams={teams} />
}
