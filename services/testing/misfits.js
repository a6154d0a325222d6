// Runs in the page; layout.ts reads it.
;(() => {
  const found = new Set()
  const name = (element) =>
    `<${element.localName}> ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 60)}`
  const isSeen = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    !element.closest('.sr-only, [inert]')
  /** The nearest box that scrolls sideways or cuts what is too wide. */
  const clipper = (element) => {
    for (let at = element.parentElement; at; at = at.parentElement)
      if (getComputedStyle(at).overflowX !== 'visible') return at
    return document.documentElement
  }
  const root = document.documentElement
  if (root.scrollWidth > root.clientWidth)
    found.add(`the page scrolls sideways by ${root.scrollWidth - root.clientWidth}`)

  const top = [...document.querySelectorAll('[role=dialog], [role=menu]')].at(-1)
  const texts = []
  const walker = document.createTreeWalker(top ?? document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    if (!element || !node.textContent?.trim() || !isSeen(element)) continue
    if (/^(SCRIPT|STYLE|TITLE|OPTION)$/i.test(element.localName)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const box = range.getBoundingClientRect()
    if (box.width === 0) continue
    const around = clipper(element)
    const style = getComputedStyle(around)
    const frame = around.getBoundingClientRect()
    const isCut = box.right > frame.right + 1 || box.left < frame.left - 1
    const mayBeCut =
      /auto|scroll/.test(style.overflowX) ||
      style.textOverflow === 'ellipsis' ||
      /line-clamp/.test(around.className)
    if (isCut && !mayBeCut) found.add(`cut off: ${name(element)}`)
    const size = Number.parseFloat(getComputedStyle(element).fontSize)
    const letters = [...node.textContent.trim()].length
    const lines = Math.round(box.height / size / 1.3)
    if (letters >= 4 && lines >= 3 && box.width < size * 2.2)
      found.add(`letters under each other: ${name(element)}`)
    if (!isCut) texts.push({ element, box })
  }

  // Words over words, among what lies in one layer of the page.
  for (const [index, one] of texts.entries())
    for (const other of texts.slice(index + 1)) {
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue
      const across =
        Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
      if (across <= 2 || down <= 3) continue
      const [x, y] = [
        Math.max(one.box.left, other.box.left) + across / 2,
        Math.max(one.box.top, other.box.top) + down / 2,
      ]
      const hit = document.elementFromPoint(x, y)
      // What is scrolled out of sight or covered by a layer on purpose is not read.
      const isTip = [one, other].some(({ element }) => element.closest('[role=tooltip]'))
      const isBothSeen =
        isTip ||
        [one, other].every(({ element }) => hit && (element.contains(hit) || hit.contains(element)))
      if (isBothSeen) found.add(`over each other: ${name(one.element)} and ${name(other.element)}`)
    }

  // Sideways scroll inside a dialog or a page that nobody asked for.
  const around = top ?? document.body
  for (const element of [around, ...around.querySelectorAll('*')]) {
    if (!isSeen(element) || element.scrollWidth <= element.clientWidth + 1) continue
    const { overflowX } = getComputedStyle(element)
    if (overflowX === 'auto' || overflowX === 'scroll') {
      // A board goes on sideways, and so do the line of its statuses, the columns of a table and the menu of settings.
      const isMeant =
        element.matches(
          'pre, :has(> section[id^=column-], > * > * > [id^=column-]), nav:has(> button[aria-current], > * > ul), :has([role=treegrid])',
        ) || element.closest('pre, table') !== null
      if (!isMeant)
        found.add(
          `scrolls sideways by ${element.scrollWidth - element.clientWidth}: ${element.localName}.${element.className.toString().slice(0, 80)}`,
        )
    }
  }
  return [...found]
})()
