// A script or style that cannot be fetched: another release has taken over since this page was sent, or the connection is
// down. The page loads once more; where that does not help it says so, for the catalogues are in scripts too.
{
  const reloads = () => {
    const key = 'taskmate.reloaded'
    if (Date.now() - Number(sessionStorage.getItem(key)) < 60_000) return false
    sessionStorage.setItem(key, String(Date.now()))
    location.reload()
    return true
  }

  const say = () => {
    const [text, again] =
      document.documentElement.lang === 'ko'
        ? ['화면을 불러오지 못했습니다. 연결을 확인하고 새로 고침해 주세요.', '새로 고침']
        : ['This page could not be loaded. Check your connection and reload.', 'Reload']
    const main = document.createElement('main')
    const button = document.createElement('button')
    main.setAttribute('role', 'alert')
    main.style = 'font: 16px/3 system-ui; text-align: center; padding-top: 30vh'
    button.style =
      'font: inherit; line-height: 2; padding: 0 16px; border: 1px solid; border-radius: 6px'
    button.textContent = again
    button.onclick = () => location.reload()
    main.append(text, document.createElement('br'), button)
    document.getElementById('root').replaceChildren(main)
  }

  addEventListener(
    'error',
    ({ target }) => {
      if (!(target instanceof HTMLScriptElement || target instanceof HTMLLinkElement)) return
      if (!new URL(target.src || target.href).pathname.startsWith('/assets/')) return
      if (!reloads() && target instanceof HTMLScriptElement) say()
    },
    true,
  )
  // A part that is fetched later; where it is missing again, its place says so.
  addEventListener('vite:preloadError', (event) => reloads() && event.preventDefault())
  addEventListener('taskmate:unloaded', say)
}
