import type { RequestHandler } from 'express'
import { deadlineOf } from '../../chassis/deadline.ts'
import type { Backends } from '../backends.ts'

/** In development without a mail server: the letters that one would have been given, newest first, as a plain page. */
export const mailbox =
  ({ user }: Backends): RequestHandler =>
  async ({ headers }, res) => {
    const [requestId, traceparent] = [headers['x-request-id'], headers.traceparent].map(String)
    const context = { userId: null, requestId, traceparent, deadline: deadlineOf(undefined, 5000) }
    const letters = await user.mailbox.list.query(undefined, { context })
    const items = letters.map(
      ({ to, subject, text, at }) => `<h2>${escaped(subject)}</h2><p>${escaped(to)}, ${at}</p>
<pre>${escaped(text).replace(/^\S*(\/(?:recover|address)\/\S+)$/m, '<a href="$1">$1</a>')}</pre>`,
    )
    const rest = 'In development letters are not sent but shown here. Reload for new ones.'
    res
      .set('cache-control', 'no-store')
      .type('html')
      .send(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Mailbox · TaskMate</title>
<body style="font:15px/1.6 sans-serif;max-width:44em;margin:3em auto"><h1>Mailbox</h1><p>${rest}</p>${items.join('<hr>')}`)
  }

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
