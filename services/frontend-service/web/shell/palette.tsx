import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { flushSync } from 'react-dom'
import type { Overlay } from '../frame/overlays.ts'
import { shortcutWords } from '../frame/shortcut-words.ts'
import { m } from '../messages.ts'
import { meantTask } from '../tasks/rows/meant-row.ts'
import { selected } from '../tasks/rows/selection.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { Matched } from './matched.tsx'
import { type Command as Act, useCommands } from './palette-commands.tsx'
import { Group, itemClass } from './palette-group.tsx'
import { FoundTasks } from './palette-tasks.tsx'

interface Props {
  onClose: () => void
  /** Opens something else in its place. */
  onOpen: (overlay: Overlay) => void
}

/** Ctrl K: go, create, find and change how things look, by typing. */
export function Palette({ onClose, onOpen }: Props) {
  const [text, setText] = useState('')
  const navigate = useNavigate()
  const meantKey = useMeantKey()
  const [chosen] = useState(() => selected().size)
  const groups = useCommands(onOpen, { meantKey, chosen })
  const run = (act: () => void) => {
    // The focus is back in its place before anything is done there.
    flushSync(onClose)
    act()
  }
  return (
    <Dialog title={m.shell.search} isTitleHidden width="palette" onClose={onClose}>
      <Command label={m.shell.search} loop filter={scoreOf}>
        <div className="flex items-center gap-2.5 h-13 px-4 border-b border-line">
          <Search aria-hidden className="size-5! text-ink-3" />
          <Command.Input
            value={text}
            onValueChange={setText}
            placeholder={shortcutWords().palette.placeholder}
            className="flex-1 min-w-0 h-full bg-transparent text-16 focus-visible:outline-none"
          />
        </div>
        <Command.List className="max-h-[min(400px,55vh)] overflow-y-auto p-1.5">
          <Command.Empty className="py-8 text-center text-ink-3">
            {shortcutWords().palette.empty}
          </Command.Empty>
          {groups.map(
            ({ name, commands }) =>
              commands.length > 0 && (
                <Group key={name} name={name}>
                  {commands.map((command) => (
                    <Item
                      key={command.id}
                      command={command}
                      text={text}
                      onRun={() => run(command.run)}
                    />
                  ))}
                </Group>
              ),
          )}
          <FoundTasks
            text={text}
            onPick={(key) =>
              run(() => void navigate({ to: '.', search: (before) => ({ ...before, peek: key }) }))
            }
          />
        </Command.List>
      </Command>
      <footer className="flex items-center gap-3.5 h-9.5 px-3.5 border-t border-line text-12 text-ink-3 max-md:hidden">
        <span className="inline-flex items-center gap-1.5">
          <Kbd keys="ArrowUp ArrowDown" />
          {shortcutWords().palette.choose}
        </span>
        <span className="inline-flex items-center gap-1.5">
          <Kbd keys="Enter" />
          {m.shell.open}
        </span>
      </footer>
    </Dialog>
  )
}

/** The task whose row was meant when this began, else the one that is open. */
function useMeantKey() {
  const { key } = useParams({ strict: false })
  const { peek } = useSearch({ strict: false })
  const [meant] = useState(meantTask)
  return meant ?? peek ?? key
}

interface ItemProps {
  command: Act
  text: string
  onRun: () => void
}

const Item = ({ command: { id, name, also, icon, hint }, text, onRun }: ItemProps) => (
  <Command.Item
    value={id}
    keywords={[name, ...(also ?? [])]}
    onSelect={onRun}
    className={itemClass}
  >
    {icon}
    <span className="flex-1 cut">
      <Matched text={name} sought={text} />
    </span>
    {hint && <Kbd keys={hint} />}
  </Command.Item>
)

/** Every typed word must stand somewhere in the names of a command; what begins with it comes first. */
function scoreOf(_id: string, search: string, keywords: string[] = []) {
  const names = keywords.join(' ').toLowerCase()
  const words = search.toLowerCase().normalize('NFC').split(/\s+/).filter(Boolean)
  if (!words.every((word) => names.includes(word))) return 0
  return words.some((word) => names.startsWith(word)) ? 1 : 0.5
}
