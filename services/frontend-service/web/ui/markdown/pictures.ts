const ownFile = /^\/files\/[0-9a-f-]{36}\/content$/

/** Shows the pictures that are files here. One from elsewhere is a link: whoever reads a text tells nobody so. */
export function showPictures(root: HTMLElement) {
  for (const picture of root.querySelectorAll('img')) {
    const src = picture.getAttribute('src') ?? ''
    const link = Object.assign(document.createElement('a'), { href: src })
    if (ownFile.test(src)) {
      link.target = '_blank'
      picture.src = `${src}?inline=1`
      picture.loading = 'lazy'
      picture.replaceWith(link)
      link.append(picture)
    } else if (/^https?:/.test(src)) {
      link.target = '_blank'
      link.rel = 'noopener noreferrer'
      link.textContent = picture.alt || src
      picture.replaceWith(link)
    } else picture.replaceWith(picture.alt)
  }
}

/** A picture that is none, or is gone, leaves its name. */
export function nameInstead(target: EventTarget) {
  if (target instanceof HTMLImageElement)
    target.replaceWith(target.alt || (target.closest('a')?.pathname ?? ''))
}
