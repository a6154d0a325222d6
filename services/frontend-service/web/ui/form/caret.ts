const copied = [
  'boxSizing',
  'width',
  'padding',
  'border',
  'font',
  'letterSpacing',
  'lineHeight',
  'tabSize',
  'textIndent',
  'wordBreak',
] as const

/** Where a character of a text stands on screen, in pixels: a copy of the field, with a mark in it, is measured. */
export function placeOf(field: HTMLTextAreaElement, at: number) {
  const copy = document.createElement('div')
  const style = getComputedStyle(field)
  for (const name of copied) copy.style[name] = style[name]
  Object.assign(copy.style, {
    ...{ position: 'absolute', visibility: 'hidden', overflowWrap: 'break-word' },
    ...{ whiteSpace: 'pre-wrap', left: '0', top: '0' },
  })
  const mark = document.createElement('span')
  mark.textContent = field.value.slice(at) || '.'
  copy.append(field.value.slice(0, at), mark)
  document.body.append(copy)
  const { offsetLeft, offsetTop } = mark
  copy.remove()
  const { left, top } = field.getBoundingClientRect()
  return {
    left: left + offsetLeft - field.scrollLeft,
    top: top + offsetTop - field.scrollTop,
    lineHeight: Number.parseFloat(style.lineHeight) || 20,
  }
}
