import { keepInTab, keptInTab } from '../../personal-storage.ts'

/** An act by the id by which the server takes it back, and what is said about it. */
export interface SavedAct {
  readonly actionId: string
  readonly text?: string
  readonly undone: string
}

const name = 'acts'

/** The last acts of this tab that have not been taken back, oldest first. */
export function keptActs(): SavedAct[] {
  try {
    const acts: unknown = JSON.parse(keptInTab(name) ?? '[]')
    return Array.isArray(acts) ? acts.filter(isAct) : []
  } catch {
    return []
  }
}

export const keepActs = (acts: readonly SavedAct[]) => keepInTab(name, JSON.stringify(acts))

const isAct = (value: unknown): value is SavedAct =>
  typeof value === 'object' && value !== null && 'actionId' in value && 'undone' in value
