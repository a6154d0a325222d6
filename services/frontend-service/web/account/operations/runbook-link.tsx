import { BookOpen } from 'lucide-react'

interface Props {
  /** Its name in docs/runbooks. */
  name: string
  /** Address of that folder; without one its file is named. */
  at: string | null | undefined
}

/** What to do in more words than a line has. */
export function RunbookLink({ name, at }: Props) {
  const path = `docs/runbooks/${name}.md`
  return (
    <p className="flex items-center gap-1.5 text-12 text-ink-3">
      <BookOpen aria-hidden className="size-3.5! flex-none" />
      {at ? (
        <a
          href={`${at}/${name}.md`}
          target="_blank"
          rel="noreferrer"
          className="font-mono break-all text-accent-ink hover:underline"
        >
          {path}
        </a>
      ) : (
        <code className="font-mono break-all">{path}</code>
      )}
    </p>
  )
}
