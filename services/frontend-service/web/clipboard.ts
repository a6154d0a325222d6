/** Puts a text on the clipboard, also where `navigator.clipboard` is missing, as in a page that came over plain http, or
 *  does not permit it. */
export async function copyText(text: string) {
  if (navigator.clipboard)
    try {
      return await navigator.clipboard.writeText(text)
    } catch {}
  const give = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
  }
  document.addEventListener('copy', give, { once: true })
  const isCopied = document.execCommand('copy')
  document.removeEventListener('copy', give)
  if (!isCopied) throw new Error('The browser did not copy')
}
