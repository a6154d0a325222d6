import { projectOf, type Someone, startTaskService } from './start-task-service.ts'

export type PrivateTeam = Awaited<ReturnType<typeof startPrivateTeam>>

/** Alice, an outsider, and people of Alice's workspace, for tests of who may do what in a private project. */
export async function startPrivateTeam(guest?: string) {
  const system = await startTaskService()
  const alice = await system.person('Alice')
  const outsider = await system.person('Outsider')
  const people: Record<string, Someone> = {}
  for (const name of ['Admin', 'Member', 'Viewer', 'New', 'Other', ...(guest ? [guest] : [])]) {
    const someone = await system.person(name)
    await system.join(alice, someone, name === guest ? 'guest' : 'member')
    people[name] = someone
  }
  const who = (name: string) => people[name] ?? outsider

  /** A private project of Alice with an admin, a member and a viewer. */
  const privateProject = async (key: string) => {
    const { id: projectId } = await projectOf(alice, key, 'private')
    const { add } = alice.calls.members
    for (const [name, role] of [
      ['Admin', 'admin'],
      ['Member', 'member'],
      ['Viewer', 'viewer'],
    ] as const)
      await add.mutate({ projectId, userId: who(name).id, role })
    return projectId
  }
  return { system, alice, outsider, who, idOf: (name: string) => who(name).id, privateProject }
}

export const canRead = (someone: Someone, projectId: string) =>
  someone.calls.tasks.list.query({ projectId }).then(
    () => true,
    () => false,
  )

/** `OK`, or the code of the refusal and the role that it asks for. */
export const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'OK',
    (error) => error.data?.code + (/role (\w+)$/.exec(error.message)?.[0] ?? ''),
  )
