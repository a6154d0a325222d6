import type { k8s } from 'cdk8s-plus-28'
import type { Mount } from '../workloads/pod.ts'

/** What an account of Redis may do, in the notation of Redis' ACL files. */
export interface RedisAccount {
  readonly name: string
  readonly redis: string
  /** Of the Sentinels; absent where the account never asks them. */
  readonly sentinel?: string
}

/** The account of the pods of Redis themselves: replication, Sentinel, probes, people with `kubectl exec`. */
export const ADMIN = 'redis-admin'
export const EXPORTER = 'redis-exporter'
/** What every client does when it connects. */
const connecting = '-@all +ping +info +role +select +client|setname'
const asking =
  'resetkeys resetchannels -@all +ping +info +client|setname +sentinel|get-master-addr-by-name +sentinel|sentinels +sentinel|replicas +sentinel|slaves'

/** One account per service that uses Redis: its own keys, its own channels, the commands that it calls. */
export const redisAccounts: readonly RedisAccount[] = [
  { name: ADMIN, redis: '~* &* +@all', sentinel: '~* &* +@all' },
  {
    name: EXPORTER,
    redis: `resetkeys resetchannels ${connecting} +config|get +slowlog|get +slowlog|len +latency|latest +latency|histogram`,
  },
  {
    name: 'user-service',
    // Counts of attempts, by a script; what it publishes are nudges.
    redis: `~tries:* ~sign-ups:* ~recoveries:* resetchannels &users ${connecting} +eval +evalsha +multi +exec +get +set +incrby +pttl +del +publish +subscribe +unsubscribe`,
    sentinel: asking,
  },
  {
    name: 'task-service',
    redis: `resetkeys resetchannels &events &users ${connecting} +publish +subscribe +unsubscribe`,
    sentinel: asking,
  },
  {
    name: 'frontend-service',
    redis: `~sess:* ~epoch:* ~asset:* ~repeat:* resetchannels &events ${connecting} +mget +get +set +incr +expire +del +eval +subscribe +unsubscribe`,
    sentinel: asking,
  },
]

/** `user-service` → the Secret with its password for Redis, in letters and digits: it becomes a part of a URL. */
export const redisSecretOf = (account: string) =>
  account.startsWith('redis-') ? account : `${account}-redis`

/** The password of an account as the variable `name`. */
export const passwordOf = (account: string, name: string): k8s.EnvVar => ({
  name,
  valueFrom: { secretKeyRef: { name: redisSecretOf(account), key: 'password' } },
})

/** Passwords of all accounts as files: `/accounts/<account>`. */
export const accountFiles: Mount = {
  name: 'accounts',
  path: '/accounts',
  readOnly: true,
  source: {
    projected: {
      sources: redisAccounts.map(({ name }) => ({
        secret: { name: redisSecretOf(name), items: [{ key: 'password', path: name }] },
      })),
    },
  },
}

/** Lines of an ACL file; the account without a name is off.
 *  @param secret what an ACL file says of the account's password: `#<SHA-256>` or `>password` */
export const aclLines = (of: 'redis' | 'sentinel', secret: (account: string) => string) => [
  'user default off',
  ...redisAccounts.flatMap(({ name, [of]: rules }) =>
    rules ? [`user ${name} on ${secret(name)} ${rules}`] : [],
  ),
]
