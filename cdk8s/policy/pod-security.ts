import { containerRule, type Rule, workloadRule } from './rule.ts'

const volumeTypes = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
]

/** Pod Security "restricted", which contains "baseline", on every container: the init containers too. */
export const podSecurity: readonly Rule[] = [
  containerRule(
    'privilege-escalation',
    ({ securityContext }) =>
      securityContext?.allowPrivilegeEscalation !== false && 'may gain privileges',
  ),
  containerRule(
    'privileged',
    ({ securityContext }) => securityContext?.privileged === true && 'is privileged',
  ),
  containerRule(
    'non-root',
    ({ securityContext }) =>
      (securityContext?.runAsNonRoot !== true || securityContext.runAsUser === 0) &&
      'may run as root',
  ),
  workloadRule(
    'pod-non-root',
    ({ pod }) => pod.securityContext?.runAsNonRoot !== true && 'the pod may run as root',
  ),
  containerRule('capabilities', ({ securityContext }) => {
    const { drop = [], add = [] } = securityContext?.capabilities ?? {}
    const kept = add.filter((capability) => capability !== 'NET_BIND_SERVICE')
    return (!drop.includes('ALL') || kept.length > 0) && 'keeps capabilities'
  }),
  containerRule(
    'seccomp',
    ({ securityContext }) =>
      securityContext?.seccompProfile?.type !== 'RuntimeDefault' && 'has no seccomp profile',
  ),
  workloadRule(
    'pod-seccomp',
    ({ pod }) =>
      pod.securityContext?.seccompProfile?.type !== 'RuntimeDefault' &&
      'the pod has no seccomp profile',
  ),
  containerRule(
    'proc-mount',
    ({ securityContext }) =>
      (securityContext?.procMount ?? 'Default') !== 'Default' && 'unmasks /proc',
  ),
  containerRule(
    'selinux',
    ({ securityContext }) => Boolean(securityContext?.seLinuxOptions) && 'sets SELinux options',
  ),
  containerRule('apparmor', ({ securityContext }) => {
    const type = securityContext?.appArmorProfile?.type ?? 'RuntimeDefault'
    return type !== 'RuntimeDefault' && 'leaves the default AppArmor profile'
  }),
  workloadRule(
    'sysctls',
    ({ pod }) => Boolean(pod.securityContext?.sysctls?.length) && 'changes kernel parameters',
  ),
  workloadRule(
    'host-namespaces',
    ({ pod }) => (pod.hostNetwork || pod.hostPID || pod.hostIPC) && 'shares the host’s namespaces',
  ),
  containerRule(
    'host-port',
    ({ ports = [] }) => ports.some(({ hostPort }) => hostPort) && 'takes a port of the host',
  ),
  workloadRule('volume-types', ({ pod }) =>
    (pod.volumes ?? []).map((volume) => {
      const types = Object.keys(volume).filter((key) => key !== 'name')
      return (
        types.some((type) => !volumeTypes.includes(type)) && `volume ${volume.name} is ${types}`
      )
    }),
  ),
]
