/** A receiver that runs as it stands, once `npm install standardwebhooks` was done. */
export const ReceiverExample = () => (
  <pre className="whitespace-pre overflow-x-auto rounded-sm bg-sunken border border-line px-2.5 py-2 text-12 font-mono">
    <code>{`import { createServer } from 'node:http'
import { env } from 'node:process'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'

const webhook = new Webhook(env.TASKMATE_WEBHOOK_SECRET)
createServer(async (req, res) => {
  const body = await text(req)
  try { console.log(webhook.verify(body, req.headers)) }
  catch { return res.writeHead(401).end() }
  res.writeHead(204).end()
}).listen(8080)`}</code>
  </pre>
)
