import { SHORT_NAME_MAX } from '../../../../../task-service/limits.ts'
import { choices, wordIn } from '../../../../../task-service/tql/words.ts'
import { isEstimate } from '../../fields/estimate-range.ts'
import { type Known, named, personOf } from './names.ts'
import type { Part } from './part.ts'

const RUN = /"([^"\n]{1,80})"|\S{1,81}/uy
const RUN_MAX = 80

type Meaning = Part extends infer Each
  ? Each extends Part
    ? Omit<Each, 'start' | 'end'>
    : never
  : never

/** What a word means that begins with one of the signs `! # @ + / ~`. */
export function markAt(text: string, start: number, known: Known): Part | undefined {
  const meaningOf = meanings[text.charAt(start)]
  if (!meaningOf) return undefined
  RUN.lastIndex = start + 1
  const [all = '', quoted] = RUN.exec(text) ?? []
  const name = quoted ?? withoutSigns(all)
  const end = start + 1 + (quoted === undefined ? name.length : all.length)
  if (name === '' || name.length > RUN_MAX) return undefined
  const meaning = meaningOf(name.normalize('NFC'), known)
  return meaning && { ...meaning, start, end }
}

const meanings: Readonly<Record<string, (name: string, known: Known) => Meaning | undefined>> = {
  '!': priorityIn,
  '#': labelIn,
  '@': personIn,
  '+': projectIn,
  '/': statusIn,
  '~': estimateIn,
}

/** The name before signs that end a sentence. */
function withoutSigns(run: string) {
  let end = run.length
  while (end > 0 && ',.;:!?)]…'.includes(run.charAt(end - 1))) end--
  return run.slice(0, end)
}

const numbered = ['urgent', 'high', 'medium', 'low'] as const

function priorityIn(name: string): Meaning | undefined {
  const priority = /^[1-4]$/.test(name) ? numbered[Number(name) - 1] : wordIn(choices.p, name)
  return priority && priority !== 'none' ? { kind: 'priority', priority } : undefined
}

/** A number after `#` is mostly that of an issue, six figures a colour: labels only where there is such a label. */
const isOtherwise = (name: string) =>
  /^\d+$/.test(name) || (/^([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(name) && /\d/.test(name))

function labelIn(name: string, { labels }: Known): Meaning | undefined {
  if (!labels || !/^[\p{L}\p{N}_]/u.test(name)) return undefined
  const label = named(labels, name)
  if (label) return { kind: 'label', name: label.name, id: label.id }
  return isOtherwise(name) || [...name].length > SHORT_NAME_MAX
    ? undefined
    : { kind: 'label', name }
}

function personIn(name: string, known: Known): Meaning | undefined {
  if (!/^[\p{L}\p{N}]/u.test(name)) return undefined
  const id = personOf(name, known)
  return id === undefined || id === 'many'
    ? { kind: 'unknown', name, isShared: id === 'many' }
    : { kind: 'assignee', id }
}

function projectIn(name: string, { projects }: Known): Meaning | undefined {
  const project =
    projects.find(({ key }) => key.toLowerCase() === name.toLowerCase()) ?? named(projects, name)
  return project && { kind: 'project', key: project.key }
}

/** A status by its name, or the first of those that mean the same. */
function statusIn(name: string, { statuses = [] }: Known): Meaning | undefined {
  const group = wordIn(choices.group, name) ?? wordIn(otherGroups, name)
  const status = named(statuses, name) ?? statuses.find((each) => each.group === group)
  return status && { kind: 'status', id: status.id }
}

/** More words for the groups of statuses, as people name their columns. */
const otherGroups = {
  unstarted: ['todo', '할일'],
  started: ['inprogress', 'doing'],
}

function estimateIn(name: string, { estimateUnit }: Known): Meaning | undefined {
  const [all, figures = '', points, hours] =
    /^(\d{1,4}(?:\.\d{1,2})?)(?:(점|pts?|points?)|(시간|h|hours?))?$/i.exec(name) ?? []
  const isOther = estimateUnit === 'hours' ? points !== undefined : hours !== undefined
  const size = Number(figures)
  if (all === undefined || !estimateUnit || isOther) return undefined
  return isEstimate(size) ? { kind: 'estimate', size } : undefined
}
