import { Check, Download, TriangleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { m } from '../../messages.ts'
import { Button } from '../../ui/button.tsx'
import { sizeWords } from '../../ui/size-words.ts'
import { SettingsRow, SettingsSection } from '../settings-section.tsx'
import { startExport, useExport } from './export.ts'
import { explainExport, myDataWords } from './my-data-words.ts'

/** All that is kept about this person, as a file. */
export function MyDataSection() {
  const words = myDataWords()
  const current = useExport()
  const isRunning = current.state === 'running'
  const start = useRef<HTMLButtonElement>(null)
  const ran = useRef(false)
  // The button of what runs is disabled, and the one that cancels goes with it: the focus would be lost.
  useEffect(() => {
    if (ran.current && !isRunning && document.activeElement === document.body)
      start.current?.focus()
    ran.current = isRunning
  }, [isRunning])
  return (
    <SettingsSection title={words.title}>
      <SettingsRow label={words.label} hint={words.hint}>
        <Button ref={start} kind="line" isBusy={isRunning} onClick={() => void startExport()}>
          {!isRunning && <Download aria-hidden />}
          {words.act}
        </Button>
      </SettingsRow>
      {/* Whoever listens is told of beginning and end, not of each megabyte. */}
      <p role="status" className="sr-only">
        {isRunning && `${words.preparing} ${words.stay}`}
        {current.state === 'done' && words.done(sizeWords(current.bytes))}
      </p>
      <Progress />
    </SettingsSection>
  )
}

/** How far it is, or what became of it. */
function Progress() {
  const words = myDataWords()
  const current = useExport()
  if (current.state === 'none') return null
  if (current.state === 'failed')
    return (
      <p role="alert" className="flex gap-2 px-3.5 py-2.5 bg-danger-soft text-danger-ink">
        <TriangleAlert aria-hidden className="mt-px flex-none" />
        {explainExport(current.error)}
      </p>
    )
  if (current.state === 'done')
    return (
      <p aria-hidden className="flex gap-2 px-3.5 py-2.5 text-ink-2">
        <Check aria-hidden className="mt-px flex-none text-success-ink" />
        {words.done(sizeWords(current.bytes))}
      </p>
    )
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-3.5 py-2.5">
      <div>
        <p className="font-medium tabular-nums">
          {current.bytes > 0 ? words.received(sizeWords(current.bytes)) : words.preparing}
        </p>
        <p className="text-12 text-ink-3">{words.stay}</p>
      </div>
      <Button onClick={current.cancel}>{m.shell.cancel}</Button>
    </div>
  )
}
