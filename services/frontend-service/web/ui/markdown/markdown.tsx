import clsx from 'clsx'
import DOMPurify from 'dompurify'
import { useMemo } from 'react'
import { htmlOf } from './markdown-html.ts'

const allowed = {
  ALLOWED_TAGS:
    'p br strong em del code pre ul ol li a blockquote h1 h2 h3 h4 h5 h6 hr table thead tbody tr th td input'.split(
      ' ',
    ),
  ALLOWED_ATTR: ['href', 'type', 'checked', 'disabled', 'align'],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|\/(?!\/)|#)/i,
}

DOMPurify.addHook('afterSanitizeAttributes', (node) => {
  if (node instanceof HTMLAnchorElement && node.host !== window.location.host) {
    node.target = '_blank'
    node.rel = 'noopener noreferrer'
  }
})

/** Markdown as formatted text. HTML that somebody wrote is shown as text, never obeyed. */
export function Markdown({ text, className }: { text: string; className?: string }) {
  const html = useMemo(() => DOMPurify.sanitize(htmlOf(text), allowed), [text])
  return (
    <div
      className={clsx('prose', className)}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: HTML became text and the rest is sanitised
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}
