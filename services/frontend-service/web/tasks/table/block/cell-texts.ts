import {
  ASSIGNEES_MAX,
  ESTIMATE_MAX,
  LABELS_MAX,
  TITLE_MAX,
} from '../../../../../task-service/limits.ts'
import { folded } from '../../../../../task-service/tql/nearest.ts'
import { choices } from '../../../../../task-service/tql/words.ts'
import { type Day, dayAt, minuteOf } from '../../../dates.ts'
import { m } from '../../../messages.ts'
import { isTooLong } from '../../../ui/form/too-long.tsx'
import type { Values } from '../../change/change-each.ts'
import { named, personOf } from '../../create/phrase/names.ts'
import { planWords } from '../../fields/plan-words.ts'
import { titleIn } from '../../fields/title-draft.ts'
import { type Project, priorities, type TaskRow } from '../../task.ts'
import { dueText, fieldsIn, startText } from '../cell-values.ts'
import { type CellField, type ColumnId, shapeOf } from '../columns.ts'
import { tableWords } from '../table-words.ts'
import { asText, fromText } from './clipboard-text.ts'

/** What texts in cells are about. */
export interface Surroundings {
  readonly project: Pick<Project, 'statuses' | 'labels'>
  /** Who can be given work. */
  readonly people: readonly { readonly id: string; readonly name: string }[]
  readonly me: string
  readonly nameOf: (id: string) => string
  readonly today: Day
  readonly timeZone: string
}

/** A cell as a spreadsheet reads it. */
export function textOf(task: TaskRow, column: ColumnId, around: Surroundings): string {
  const { project, nameOf, timeZone } = around
  switch (column) {
    case 'select':
      return ''
    case 'task':
      return asText(task.title)
    case 'status':
      return asText(project.statuses.find(({ id }) => id === task.statusId)?.name ?? '')
    case 'priority':
      return task.priority === 'none' ? '' : m.tasks.priorities[task.priority]
    case 'assignees':
      return asText(task.assigneeIds.map(nameOf).join(', '))
    case 'labels':
      return asText(
        project.labels
          .filter(({ id }) => task.labelIds.includes(id))
          .map(({ name }) => name)
          .join(', '),
      )
    case 'due':
      return dueText(task, timeZone)
    case 'start':
      return startText(task, timeZone)
    case 'estimate':
      return `${task.estimate ?? ''}`
    case 'created':
    case 'updated': {
      const at = column === 'created' ? task.createdAt : task.updatedAt
      return `${dayAt(at, timeZone)} ${minuteOf(at, timeZone)}`
    }
    default:
      return column satisfies never
  }
}

/** What a text makes of a task, or why it makes nothing of it. */
export type Read = { readonly values: Values } | { readonly why: string }

/** A cell from a text, as the editor of the cell would read it: names whatever their case, priorities in both languages. */
export function valuesIn(
  written: string,
  task: TaskRow,
  column: ColumnId,
  around: Surroundings,
): Read {
  // Also who has left, or what cannot be changed, where it is what stands there.
  if (written === textOf(task, column, around)) return { values: {} }
  const { field } = shapeOf(column)
  if (!field) return { why: tableWords().readOnly }
  return read(fromText(written.trim()), field, around)
}

function read(text: string, field: CellField, around: Surroundings): Read {
  const words = tableWords()
  switch (field) {
    case 'title': {
      const title = titleIn(text)
      if (!title) return { why: m.errors.required }
      return isTooLong(title, TITLE_MAX)
        ? { why: m.errors.tooLong(TITLE_MAX) }
        : { values: { title } }
    }
    case 'status': {
      if (!text) return { why: m.errors.required }
      const status = named(around.project.statuses, text)
      return status ? { values: { statusId: status.id } } : { why: words.noStatus(brief(text)) }
    }
    case 'priority': {
      const priority = priorityIn(text)
      return priority ? { values: { priority } } : { why: words.noPriority(brief(text)) }
    }
    case 'assignees':
      return peopleIn(text, around)
    case 'labels':
      return labelsIn(text, around)
    case 'due':
    case 'start': {
      const values = fieldsIn(text, field, around)
      return values ? { values } : { why: words.noDay(brief(text)) }
    }
    case 'estimate': {
      const values = fieldsIn(text, field, around)
      return values ? { values } : { why: planWords().estimateRange(ESTIMATE_MAX) }
    }
    default:
      return field satisfies never
  }
}

function priorityIn(text: string) {
  const word = folded(text)
  if (!word) return 'none'
  return priorities.find((each) =>
    [each, m.tasks.priorities[each], ...choices.p[each]].some((name) => folded(name) === word),
  )
}

function peopleIn(text: string, { people, me }: Surroundings): Read {
  const words = tableWords()
  const found = partsOf(text, (part) => personOf(part, { people, me }, { isWhole: true }))
  const wrong = found.find(({ id }) => !id || id === 'many')
  if (wrong?.id) return { why: words.severalPeople(brief(wrong.part)) }
  if (wrong) return { why: words.noPerson(brief(wrong.part)) }
  const assigneeIds = idsOf(found)
  return assigneeIds.length > ASSIGNEES_MAX
    ? { why: words.tooManyPeople(ASSIGNEES_MAX) }
    : { values: { assigneeIds } }
}

function labelsIn(text: string, { project }: Surroundings): Read {
  const words = tableWords()
  const found = partsOf(text, (part) => named(project.labels, part)?.id)
  const wrong = found.find(({ id }) => !id)
  if (wrong) return { why: words.noLabel(brief(wrong.part)) }
  const labelIds = idsOf(found)
  return labelIds.length > LABELS_MAX
    ? { why: words.tooManyLabels(LABELS_MAX) }
    : { values: { labelIds } }
}

interface Part {
  readonly part: string
  readonly id: string | undefined
}

/** The names in a text: all of it is one where there is such a name, else commas part them. */
function partsOf(text: string, idOf: (name: string) => string | undefined): Part[] {
  const whole = text && idOf(text)
  if (whole) return [{ part: text, id: whole }]
  return text
    .split(/[,;，、\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => ({ part, id: idOf(part) }))
}

const idsOf = (found: readonly Part[]) => [...new Set(found.flatMap(({ id }) => id ?? []))]

const BRIEF = 40

/** As much of a text as a sentence about it has room for. */
function brief(text: string) {
  const characters = [...text.replace(/\s+/g, ' ').slice(0, 4 * BRIEF)]
  return characters.length > BRIEF ? `${characters.slice(0, BRIEF).join('')}…` : characters.join('')
}
