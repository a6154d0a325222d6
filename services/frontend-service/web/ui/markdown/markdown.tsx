import { useRouter } from '@tanstack/react-router'
import clsx from 'clsx'
import DOMPurify, { type Config } from 'dompurify'
import { type MouseEvent, useLayoutEffect, useMemo, useRef } from 'react'
import { toggledBox } from './boxes.ts'
import { htmlOf } from './markdown-html.ts'
import { markMentions } from './mentions.ts'
import { markNamed, type NamesShown } from './named.ts'
import { nameInstead, showPictures } from './pictures.ts'
import { linkTaskKeys } from './task-links.ts'
import './prose.css'

const allowed = {
  ALLOWED_TAGS:
    'p br strong em del code pre ul ol li a blockquote h1 h2 h3 h4 h5 h6 hr table thead tbody tr th td input img'.split(
      ' ',
    ),
  ALLOWED_ATTR: ['href', 'src', 'alt', 'type', 'checked', 'disabled', 'align'],
  ADD_URI_SAFE_ATTR: ['alt', 'type', 'checked', 'disabled', 'align'],
  // Of a person and a team there is a mark in the end, no link.
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|(?:team|user):[0-9a-f-]{36}$|\/(?!\/)|#)/i,
  RETURN_DOM_FRAGMENT: true,
} satisfies Config

DOMPurify.addHook('afterSanitizeAttributes', (node) => {
  if (node instanceof HTMLAnchorElement && node.host !== window.location.host) {
    node.target = '_blank'
    node.rel = 'noopener noreferrer'
  }
})

export interface MarkdownProps {
  text: string
  className?: string
  /** Where the key of a task leads; undefined for what only looks like one. */
  hrefOf: (taskKey: string) => string | undefined
  /** Who stands out where their name is only typed, and who reads it. */
  people: readonly string[]
  me: string
  /** The people and teams that it names. */
  named?: NamesShown
  /** Takes the text with a check box ticked or cleared. Boxes are not to be touched without it. */
  onChange?: (text: string) => void
}

/** Markdown as formatted text. HTML that somebody wrote is shown as text, never obeyed. */
export function Markdown({ text, className, hrefOf, people, me, named, onChange }: MarkdownProps) {
  const { history } = useRouter()
  const box = useRef<HTMLDivElement>(null)
  const focused = useRef(-1)
  const isEditable = onChange !== undefined
  const html = useMemo(() => {
    // In a document of its own: nothing loads there.
    const root = document.implementation.createHTMLDocument().body
    root.append(DOMPurify.sanitize(htmlOf(text), allowed))
    linkTaskKeys(root, hrefOf)
    markMentions(root, people, me)
    markNamed(root, text, named)
    showPictures(root)
    for (const each of boxesIn(root)) {
      each.disabled = !isEditable
      each.setAttribute('aria-label', each.closest('li')?.textContent.trim().split('\n')[0] ?? '')
    }
    return root.innerHTML
  }, [text, hrefOf, people, me, named, isEditable])
  // The text has been written anew: the focus goes on in the box that was ticked.
  useLayoutEffect(() => {
    if (html && box.current) boxesIn(box.current)[focused.current]?.focus()
    focused.current = -1
  }, [html])

  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    const { target, currentTarget } = event
    if (target instanceof HTMLInputElement) {
      // It shows what the text says, once that has changed.
      event.preventDefault()
      focused.current = boxesIn(currentTarget).indexOf(target)
      const next = toggledBox(text, focused.current)
      if (next !== undefined) onChange?.(next)
    }
    const link = target instanceof Element && target.closest('a')
    const isInApp = link && !link.target && link.pathname.startsWith('/w/')
    if (!isInApp || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    history.push(link.pathname + link.search + link.hash)
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the links and boxes in it take keys
    // biome-ignore lint/a11y/noStaticElementInteractions: it listens for them
    <div
      ref={box}
      className={clsx('prose', className)}
      onClick={onClick}
      onErrorCapture={({ target }) => nameInstead(target)}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: HTML became text and the rest is sanitised
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}

const boxesIn = (root: HTMLElement) => [
  ...root.querySelectorAll<HTMLInputElement>('input[type=checkbox]'),
]
