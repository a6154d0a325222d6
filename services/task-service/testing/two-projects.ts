import { projectOf, startTaskService } from './start-task-service.ts'

/** Two members of a workspace, and pairs of projects of it: for the tests of moves between projects. */
export async function startTwoProjects() {
  const system = await startTaskService()
  const alice = await system.person('Alice')
  const bob = await system.person('Bob')
  await system.join(alice, bob, 'member')
  let made = 0

  const pair = async (visibility: 'open' | 'private' = 'open') => {
    made += 1
    const [from, to] = [`FROM${made}`, `TO${made}`]
    const [source, target] = [await projectOf(alice, from), await projectOf(alice, to, visibility)]
    return { source, target, from, to }
  }

  const taskIn = (projectId: string, rest: object = {}, who = alice) =>
    who.calls.tasks.create.mutate({ projectId, title: 'Task', ...rest })
  const relocate = (projectId: string, targetId: string, ids: string[], who = alice) =>
    who.calls.relocations.create.mutate({ projectId, targetId, ids })
  const get = (key: string, who = alice) =>
    who.calls.tasks.get.query({ workspaceId: alice.workspaceId, key })
  const undo = (actionId: string | null, who = alice) =>
    who.calls.actions.undo.mutate({ actionId: actionId ?? '' })

  return { system, alice, bob, pair, taskIn, relocate, get, undo }
}
