// A script or style that is not there: another release has taken over since this page was sent. The page loads once more;
// where that does not help it says so, in both languages, for the catalogues are in the scripts that did not come.
addEventListener(
  'error',
  ({ target }) => {
    if (!(target instanceof HTMLScriptElement || target instanceof HTMLLinkElement)) return
    if (!new URL(target.src || target.href).pathname.startsWith('/assets/')) return
    const key = 'taskmate.reloaded'
    if (Date.now() - Number(sessionStorage.getItem(key)) > 60_000) {
      sessionStorage.setItem(key, String(Date.now()))
      location.reload()
    } else if (target instanceof HTMLScriptElement)
      document.getElementById('root').textContent =
        '새 버전으로 바뀌는 중입니다. 잠시 후 새로 고침해 주세요. · A new version is arriving. Please reload in a moment.'
  },
  true,
)
