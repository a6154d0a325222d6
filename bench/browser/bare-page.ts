import { createServer } from 'node:http'
import { freePort } from '../../services/testing/postgres.ts'

/** A page without any library that shows as much and answers the same keys: what this browser on this machine needs at
 *  least. `/board/600`, `/list/5000` and `/table/5000`. Resolves to its address and how to end it. */
export async function startBarePage() {
  const server = createServer(({ url = '' }, res) => {
    const [, layout = '', count = '0'] = url.split('/')
    res.setHeader('content-type', 'text/html; charset=utf-8')
    res.end(pageWith(layout, Number(count)))
  })
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

const row = (number: number) =>
  `<li draggable=true><span>SOME-${number}</span> <a data-task=SOME-${number} href=#${number}>Task ${number} of a page without any library</a></li>`

const line = (number: number) =>
  `<li><span>SOME-${number}</span><a data-task=SOME-${number} href=#${number}>Task ${number} of a page without any library</a><span>To do</span><span>B</span><span>High</span><span>1 Mar</span><span>${number % 9}</span><span>Label</span></li>`

function pageWith(layout: string, count: number) {
  const columns = layout === 'board' ? 5 : 1
  const each = count / columns
  const sections = Array.from({ length: columns }, (_, column) => {
    const rows = Array.from({ length: each }, (_, nth) =>
      (layout === 'table' ? line : row)(column * each + nth + 1),
    )
    return `<section><ul>${rows.join('')}</ul></section>`
  })
  return `<!doctype html><meta charset=utf-8><title>Bare</title><style>${style}</style>
<main id=main class=${layout}>${sections.join('')}</main><script>${script}</script>`
}

const style = `body { margin: 0; font: 13px/20px sans-serif }
main { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 8px; height: 100vh; padding: 60px 16px 0 200px; box-sizing: border-box }
section { overflow-y: auto; min-height: 0 } ul { margin: 0; padding: 0 } a { color: inherit; text-decoration: none }
li { list-style: none; height: 32px }
.board li { height: 80px; margin-bottom: 6px; padding: 8px; box-sizing: border-box; box-shadow: 0 0 0 1px #ddd; border-radius: 6px }
.table li { display: grid; grid-template-columns: 90px 300px 128px 96px 108px 112px 88px 1fr } .table li * { border: solid #ddd; border-width: 0 1px 1px 0; padding: 5px 10px }
aside, dialog, menu { position: fixed; right: 0; top: 0; width: 400px; height: 100vh; background: #fff } .over { background: #eef }`

/** J K, Space and Escape, F, Q, S P A; cards that can be dragged over columns. */
const script = `const rows = () => [...document.querySelectorAll('a[data-task]')]
const focus = (link) => { link?.focus(); link?.scrollIntoView({ block: 'nearest' }) }
let left
const show = (name, text) => {
  left = document.activeElement
  const box = Object.assign(document.createElement(name), { tabIndex: -1, innerHTML: text })
  if (name !== 'aside') { box.setAttribute('role', name); box.open = true }
  document.body.append(box); (box.querySelector('input, button') ?? box).focus()
}
const step = (by) => { const all = rows(); focus(all[all.indexOf(document.activeElement) + by]) }
const menu = () => show('menu', '<button>Item</button>'.repeat(6))
const keys = {
  s: menu, p: menu, a: menu,
  j: () => step(1), k: () => step(-1),
  ' ': () => show('aside', '<h2>Task</h2><p>' + 'Words. '.repeat(200)),
  q: () => show('dialog', '<input><p>New task'),
  f: () => { const link = document.activeElement; step(1); link.closest('li').remove() },
  Escape: () => { document.querySelector('aside, dialog, menu')?.remove(); left?.focus() },
}
addEventListener('keydown', (event) => { if (keys[event.key]) { event.preventDefault(); keys[event.key]() } })
addEventListener('dragover', (event) => {
  document.querySelector('.over')?.classList.remove('over')
  event.target.closest('li')?.classList.add('over')
  event.preventDefault()
})`
