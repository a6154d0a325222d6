import { Link } from '@tanstack/react-router'
import { WorkspaceMark } from '../../frame/mark.tsx'
import { Badge } from '../../ui/badge.tsx'
import { policyWords } from '../factor/policy-words.ts'
import { useSession, useWorkspace } from '../session.ts'
import { closingWords } from './closing-words.ts'

/** The other workspaces of somebody to whom the one on screen is closed. */
export function OtherWorkspaces() {
  const words = policyWords()
  const { slug: here } = useWorkspace()
  const others = useSession().workspaces.filter(({ slug }) => slug !== here)
  if (others.length === 0) return null
  return (
    <nav aria-labelledby="other-workspaces" className="mt-8">
      <h2 id="other-workspaces" className="mb-2 text-12 font-medium text-ink-3">
        {words.otherWorkspaces}
      </h2>
      <ul className="rounded-lg border border-line divide-y divide-line overflow-hidden">
        {others.map(({ id, slug, name, closed, needsFactor }) => (
          <li key={id}>
            <Link
              to="/w/$workspace/home"
              params={{ workspace: slug }}
              search={{}}
              className="flex items-center gap-2.5 min-h-11 px-3 py-1.5 font-medium hover:bg-hover"
            >
              <WorkspaceMark name={name} />
              <span className="flex-1 cut">{name}</span>
              {closed ? (
                <Badge>{closingWords().isClosed}</Badge>
              ) : (
                needsFactor && <Badge>{words.alsoClosed}</Badge>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
