import { ADMIN, aclLines } from './redis-accounts.ts'

/** What Sentinels call the master, in `REDIS_URL` too. */
export const MASTER = 'taskmate'
export const REDIS_PORT = 6379
export const SENTINEL_PORT = 26379

/** A starting pod asks the Sentinels of the others who is master; when it is alone, the first pod is. It asks for a while,
 *  since the network lets a new pod through a moment late. A master that
 *  crashed comes back empty, so it lets one that has the sessions take over. Names instead of addresses, since a pod comes
 *  back with another address; a copy of Sentinel's configuration, since Sentinel rewrites it. A master that is told to end
 *  hands over first: until the others miss it, nobody would have a session for five seconds. */
export const redisScripts = (props: {
  namespace: string
  maxMemory: string
  replicas: number
}) => ({
  'master.sh': `domain=redis.${props.namespace}.svc.cluster.local
me=$HOSTNAME.$domain
others=$(for n in ${range(props.replicas)}; do echo "redis-$n.$domain"; done | grep -vx "$me")
sentinel() { timeout 2 redis-cli --user ${ADMIN} -h "$1" -p ${SENTINEL_PORT} sentinel "$2" ${MASTER} 2>/dev/null | head -1; }
known() { for other in $others; do sentinel "$other" get-master-addr-by-name; done | grep -F "$domain" | head -1; }
alone() { for other in $others; do getent hosts "$other" >/dev/null && return 1; done; }
i=0; until getent hosts "$domain" >/dev/null || [ $i -ge 60 ]; do i=$((i + 1)); sleep 1; done
master=$(known)
i=0; until [ -n "$master" ] || alone || [ $i -ge 10 ]; do i=$((i + 1)); sleep 1; master=$(known); done
i=0; while [ "$master" = "$me" ] && [ $i -lt 30 ]; do
  for other in $others; do sentinel "$other" failover >/dev/null; done
  i=$((i + 1)); sleep 1; master=$(known)
done
[ -n "$master" ] || master=redis-0.$domain
i=0; until getent hosts "$master" >/dev/null || [ $i -ge 60 ]; do i=$((i + 1)); sleep 1; done
`,
  'redis.sh': `. /scripts/master.sh
${hashes}cat > /data/users.acl <<ACL
${acl('redis')}
ACL
cat > /data/redis.conf <<CONF
port ${REDIS_PORT}
protected-mode no
aclfile /data/users.acl
masteruser ${ADMIN}
masterauth $REDISCLI_AUTH
save ""
appendonly no
maxmemory ${props.maxMemory}
maxmemory-policy volatile-lru
replica-announce-ip $me
CONF
[ "$master" = "$me" ] || echo "replicaof $master ${REDIS_PORT}" >> /data/redis.conf
exec redis-server /data/redis.conf
`,
  'hand-over.sh': `[ "$(redis-cli --user ${ADMIN} role | head -1)" = master ] || exit 0
timeout 3 redis-cli --user ${ADMIN} -p ${SENTINEL_PORT} sentinel failover ${MASTER}
i=0; while [ "$(redis-cli --user ${ADMIN} role | head -1)" = master ] && [ $i -lt 50 ]; do i=$((i + 1)); sleep 0.2; done
`,
  'sentinel.sh': `. /scripts/master.sh
${hashes}cat > /data/sentinel.conf <<CONF
port ${SENTINEL_PORT}
protected-mode no
sentinel resolve-hostnames yes
sentinel announce-hostnames yes
sentinel announce-ip $me
sentinel monitor ${MASTER} $master ${REDIS_PORT} 2
sentinel down-after-milliseconds ${MASTER} 5000
sentinel failover-timeout ${MASTER} 15000
sentinel parallel-syncs ${MASTER} 1
sentinel auth-user ${MASTER} ${ADMIN}
sentinel auth-pass ${MASTER} $REDISCLI_AUTH
sentinel sentinel-user ${ADMIN}
sentinel sentinel-pass $REDISCLI_AUTH
${acl('sentinel')}
CONF
exec redis-server /data/sentinel.conf --sentinel
`,
})

/** Shell variables with the SHA-256 of each password: an ACL file needs no more. */
const hashes = `umask 077
hash() { sha256sum < "/accounts/$1" | cut -d ' ' -f 1; }
`
const acl = (of: 'redis' | 'sentinel') =>
  aclLines(of, (account) => `#$(hash ${account})`).join('\n')

const range = (count: number) => Array.from({ length: count }, (_, nth) => nth).join(' ')
