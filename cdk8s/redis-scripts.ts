/** What Sentinels call the master, in `REDIS_URL` too. */
export const MASTER = 'taskmate'
export const REDIS_PORT = 6379
export const SENTINEL_PORT = 26379

/** A starting pod asks the Sentinels who is master; when none knows, the first pod is. Names instead of addresses, since
 *  a pod comes back with another address; a copy of Sentinel's configuration, since Sentinel rewrites it. */
export const redisScripts = (props: { namespace: string; maxMemory: string }) => ({
  'master.sh': `me="$HOSTNAME.redis.${props.namespace}.svc.cluster.local"
first="redis-0.redis.${props.namespace}.svc.cluster.local"
master=$(timeout 3 redis-cli -h redis -p ${SENTINEL_PORT} sentinel get-master-addr-by-name ${MASTER} 2>/dev/null | head -1)
[ -n "$master" ] || master=$first
i=0; until getent hosts "$master" >/dev/null || [ $i -ge 60 ]; do i=$((i + 1)); sleep 1; done
`,
  'redis.sh': `. /scripts/master.sh
set -- redis-server --port ${REDIS_PORT} --protected-mode no --save '' --appendonly no \\
  --maxmemory ${props.maxMemory} --maxmemory-policy volatile-lru --replica-announce-ip "$me"
[ "$master" = "$me" ] || set -- "$@" --replicaof "$master" ${REDIS_PORT}
exec "$@"
`,
  'sentinel.sh': `. /scripts/master.sh
cat > /data/sentinel.conf <<CONF
port ${SENTINEL_PORT}
protected-mode no
sentinel resolve-hostnames yes
sentinel announce-hostnames yes
sentinel announce-ip $me
sentinel monitor ${MASTER} $master ${REDIS_PORT} 2
sentinel down-after-milliseconds ${MASTER} 5000
sentinel failover-timeout ${MASTER} 15000
sentinel parallel-syncs ${MASTER} 1
CONF
exec redis-server /data/sentinel.conf --sentinel
`,
})
