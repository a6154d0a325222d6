import { places, projectPlaces } from '../frame/places.ts'
import { shortcutWords } from '../frame/shortcut-words.ts'
import type { Shortcut } from '../keys/shortcut.ts'
import { m } from '../messages.ts'
import { taskKeys } from '../tasks/rows/task-keys.ts'
import { viewWords } from '../tasks/views/view-words.ts'

export interface ShortcutGroup {
  readonly name: string
  /** Keys that can be changed, each with what it does. */
  readonly lines: readonly (readonly [Shortcut, string])[]
  /** Keys that mean this in every program. */
  readonly fixed: readonly (readonly [string, string])[]
}

/** All keys by where they work. */
export function shortcutGroups(): ShortcutGroup[] {
  const { keys, groups, tableKeys } = shortcutWords()
  return [
    {
      name: groups.everywhere,
      lines: [
        ['mod+k', keys.palette],
        ['q', keys.quickAdd],
        ['/', keys.filter],
        ['mod+f', keys.search],
        ['?', keys.sheet],
        ['mod+z', keys.undo],
        ['mod+shift+z', keys.redo],
        ['mod+p', keys.print],
      ],
      fixed: [['Escape', keys.escape]],
    },
    {
      name: groups.go,
      lines: [...Object.values(places), ...Object.values(projectPlaces)].flatMap(
        ({ keys: sequence, name }) => (sequence ? [[sequence, name()] as const] : []),
      ),
      fixed: [],
    },
    {
      name: groups.lists,
      lines: [
        ['j', keys.down],
        ['k', keys.up],
        ['Space', keys.peek],
        ['v', viewWords().display],
        ['x', keys.select],
        ['mod+a', keys.selectAll],
        ['m', keys.moveMode],
        ['z', keys.takeBack],
      ],
      fixed: [
        ['Enter', keys.open],
        ['ArrowRight ArrowLeft', keys.unfold],
        ['shift+ArrowDown', keys.extend],
        ['alt+ArrowRight', keys.moveNow],
        ['shift+ArrowUp ArrowDown', keys.moveLane],
      ],
    },
    {
      name: m.projects.table,
      lines: [
        ['F2', tableKeys.edit],
        ['shift+Space', tableKeys.row],
        ['mod+d', tableKeys.fill],
      ],
      fixed: [
        ['shift+ArrowRight', tableKeys.range],
        ['mod+c', tableKeys.copy],
        ['mod+v', tableKeys.paste],
        ['Backspace', tableKeys.clear],
        ['alt+ArrowLeft', tableKeys.moveColumn],
        ['alt+ArrowDown', tableKeys.columnMenu],
      ],
    },
    {
      name: groups.task,
      lines: [...taskKeys.map(({ key, name }) => [key, name()] as const), ['c', keys.comment]],
      fixed: [['mod+Enter', keys.send]],
    },
  ]
}
