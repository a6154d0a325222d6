import type { Environment } from './environment.ts'
import { PostgresPod, postgresPodEdge } from './postgres-pod.ts'
import { plain, type Store } from './store.ts'

/** The one PostgreSQL with a database per service. */
export function postgresOf({ postgres, images }: Environment): Store {
  switch (postgres.kind) {
    case 'pod':
      return {
        ...plain,
        config: { POSTGRES_HOST: 'postgres', POSTGRES_PORT: '5432', POSTGRES_USER: 'taskmate' },
        edge: postgresPodEdge,
        build: (folder, { envFrom, priorityClasses }) =>
          void new PostgresPod(folder.file('infrastructure/postgres'), 'postgres', {
            ...postgres,
            image: images.other('postgres'),
            envFrom,
            priorityClass: priorityClasses.store,
          }),
      }
  }
}
