// Runs before the first paint, so that nobody sees a flash of the wrong theme or language.
;(() => {
  const root = document.documentElement
  let kept = {}
  try {
    kept = JSON.parse(localStorage.getItem('taskmate.appearance') ?? '{}')
  } catch {
    kept = {}
  }
  const { theme, density, lang, contrast } = kept
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme
  if (density === 'comfortable') root.dataset.density = density
  if (contrast === 'more' || (!contrast && matchMedia('(prefers-contrast: more)').matches))
    root.dataset.contrast = 'more'
  root.lang = lang ?? (/^ko\b/.test(navigator.language) ? 'ko' : 'en')
})()
