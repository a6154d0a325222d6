import clsx from 'clsx'
import type { ReactNode } from 'react'
import { setAppearance } from '../../appearance.ts'
import { Mark } from '../../frame/mark.tsx'
import { type Language, language, m, setLanguage } from '../../messages.ts'

const languages: Language[] = ['ko', 'en']

/** The frame of everything before the sign-in. */
export const AuthLayout = ({
  title,
  lead,
  children,
}: {
  title: string
  lead: ReactNode
  children: ReactNode
}) => (
  <div className="grid grid-rows-[56px_1fr_56px] min-h-dvh bg-canvas">
    <title>{`${title} · TaskMate`}</title>
    <header className="flex items-center gap-2 px-6 font-strong">
      <Mark />
      TaskMate
    </header>
    <main className="w-90 max-w-[calc(100vw-32px)] mx-auto self-center pb-10">
      <h1 className="text-24 font-strong tracking-[-.015em] text-pretty">{title}</h1>
      <p className="text-ink-3 mt-1 mb-6">{lead}</p>
      {children}
    </main>
    <footer className="flex items-center justify-center gap-5 text-12">
      {languages.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-pressed={each === language}
          onClick={() => {
            setAppearance({ lang: each })
            void setLanguage(each)
          }}
          className={clsx(
            'h-6 px-1',
            each === language ? 'font-strong text-ink-2' : 'text-ink-3 hover:text-ink',
          )}
        >
          {m.settings.languages[each]}
        </button>
      ))}
    </footer>
  </div>
)

export const AuthFailure = ({ text }: { text: string | undefined }) =>
  text ? (
    <p role="alert" className="rounded-sm bg-danger-soft text-danger-ink px-3 py-2">
      {text}
    </p>
  ) : null
