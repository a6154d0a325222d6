/** How the app looks before we know who is here; `public/appearance.js` reads the same entry before the first paint. */
export interface Appearance {
  theme: 'system' | 'light' | 'dark'
  density: 'compact' | 'comfortable'
  lang: 'ko' | 'en'
  contrast?: 'more' | 'normal'
}

const place = 'taskmate.appearance'

/** Shows a change at once and keeps it for the next visit of this browser. */
export function setAppearance(change: Partial<Appearance>) {
  const next = { ...keptAppearance(), ...change }
  localStorage.setItem(place, JSON.stringify(next))
  const root = document.documentElement
  mark(root, 'theme', next.theme === 'system' ? undefined : next.theme)
  mark(root, 'density', next.density === 'comfortable' ? next.density : undefined)
  const wantsMore =
    next.contrast === 'more' || (!next.contrast && matchMedia('(prefers-contrast: more)').matches)
  mark(root, 'contrast', wantsMore ? 'more' : undefined)
}

export function keptAppearance(): Partial<Appearance> {
  try {
    return JSON.parse(localStorage.getItem(place) ?? '{}')
  } catch {
    return {}
  }
}

function mark(root: HTMLElement, name: string, value: string | undefined) {
  if (value) root.dataset[name] = value
  else delete root.dataset[name]
}
