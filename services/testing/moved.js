// Runs in the page before anything of it; moved.ts reads `movedWhileLoading`.
;(() => {
  const pressable = 'a[href], button, input, select, textarea, summary, [role=tab], [tabindex="0"]'
  const found = new Set()
  window.movedWhileLoading = found
  /** When each frame began, and where in it was what can be pressed. */
  const frames = []
  const inSight = ({ left, top, right, bottom }) =>
    right > 0 && bottom > 0 && left < innerWidth && top < innerHeight
  const isDrawn = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    !element.closest('.sr-only, [inert]')
  const onFrame = (time) => {
    const places = new Map()
    for (const element of document.querySelectorAll(pressable)) {
      const place = element.getBoundingClientRect()
      if (inSight(place) && isDrawn(element)) places.set(element, place)
    }
    frames.push({ time, places })
    requestAnimationFrame(onFrame)
  }
  requestAnimationFrame(onFrame)

  const name = (element) => {
    const words = element.getAttribute('aria-label') ?? element.textContent ?? ''
    return `<${element.localName}> ${words.trim().slice(0, 60)}`
  }
  /** What can be pressed and moved along with a box; of words, the link that they are. */
  const movedWith = (node) => {
    if (node instanceof Element)
      return [...node.querySelectorAll(pressable), ...(node.matches(pressable) ? [node] : [])]
    const link = node.parentElement?.closest(pressable)
    return link && getComputedStyle(link).display === 'inline' ? [link] : []
  }
  /** What is under the pointer at any place before is there after. */
  const holds = (place, before) =>
    place.left <= before.left + 1 &&
    place.top <= before.top + 1 &&
    place.right >= before.right - 1 &&
    place.bottom >= before.bottom - 1
  new PerformanceObserver((list) => {
    for (const { startTime, sources } of list.getEntries()) {
      const frame = frames.findLastIndex(({ time }) => time <= startTime)
      const before = frames[frame - 1]?.places
      for (const element of sources.flatMap(({ node }) => (node ? movedWith(node) : []))) {
        const [was, now] = [before?.get(element), element.getBoundingClientRect()]
        if (!was || !isDrawn(element) || holds(now, was)) continue
        found.add(
          `${name(element)} moved by ${Math.round(now.x - was.x)}, ${Math.round(now.y - was.y)}`,
        )
      }
    }
  }).observe({ type: 'layout-shift', buffered: true })

  // Answers wait longer here than for anybody: nothing gives up waiting for them.
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(':root { --longest-wait: 1h !important }')
  document.adoptedStyleSheets.push(sheet)
})()
