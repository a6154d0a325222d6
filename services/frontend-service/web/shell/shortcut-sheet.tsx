import { places, projectPlaces } from '../frame/places.ts'
import { shortcutWords } from '../frame/shortcut-words.ts'
import { m } from '../messages.ts'
import { taskKeys } from '../tasks/rows/task-keys.ts'
import { viewWords } from '../tasks/views/view-words.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'

/** All keys by where they work. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const { keys, groups, tableKeys, title } = shortcutWords()
  const rows: [string, [string, string][]][] = [
    [
      groups.everywhere,
      [
        ['mod+k', keys.palette],
        ['q', keys.quickAdd],
        ['?', keys.sheet],
        ['mod+z', keys.undo],
        ['mod+shift+z', keys.redo],
        ['mod+p', keys.print],
        ['Escape', keys.escape],
      ],
    ],
    [
      groups.go,
      [...Object.values(places), ...Object.values(projectPlaces)].flatMap(
        ({ keys: sequence, name }): [string, string][] => (sequence ? [[sequence, name()]] : []),
      ),
    ],
    [
      groups.lists,
      [
        ['j k', keys.rows],
        ['ArrowRight ArrowLeft', keys.unfold],
        ['Enter', keys.open],
        ['Space', keys.peek],
        ['v', viewWords().display],
        ['x', keys.select],
        ['shift+ArrowDown', keys.extend],
        ['mod+a', keys.selectAll],
        ['m', keys.moveMode],
        ['alt+ArrowRight', keys.moveNow],
      ],
    ],
    [
      m.projects.table,
      [
        ['F2', tableKeys.edit],
        ['shift+Space', tableKeys.row],
        ['shift+ArrowRight', tableKeys.range],
        ['mod+c', tableKeys.copy],
        ['mod+v', tableKeys.paste],
        ['mod+d', tableKeys.fill],
        ['Delete', tableKeys.clear],
        ['alt+ArrowLeft', tableKeys.moveColumn],
        ['alt+ArrowDown', tableKeys.columnMenu],
      ],
    ],
    [
      groups.task,
      [
        ...taskKeys.map(({ key, name }): [string, string] => [key, name()]),
        ['c', keys.comment],
        ['mod+Enter', keys.send],
      ],
    ],
  ]
  return (
    <Dialog title={title} onClose={onClose} width="wide">
      <div className="grid sm:grid-cols-2 gap-x-8 gap-y-5 px-4.5 pt-2 pb-5">
        {rows.map(([name, entries]) => (
          <section key={name}>
            <h3 className="text-12 font-medium text-ink-3 pb-1.5 border-b border-line">{name}</h3>
            <dl>
              {entries.map(([key, text]) => (
                <div key={key} className="flex items-center justify-between gap-3 min-h-7.5">
                  <dt>{text}</dt>
                  <dd>
                    <Kbd keys={key} isAlways />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
