/** A text with the part that was typed in it made visible. */
export function Matched({ text, sought }: { text: string; sought: string }) {
  const word = sought.trim().normalize('NFC')
  const at = word ? text.toLowerCase().indexOf(word.toLowerCase()) : -1
  if (at < 0) return text
  return (
    <>
      {text.slice(0, at)}
      <mark className="bg-transparent font-strong text-accent-ink">
        {text.slice(at, at + word.length)}
      </mark>
      {text.slice(at + word.length)}
    </>
  )
}
