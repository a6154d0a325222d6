import { devicePartsOf } from '../../../user-service/devices.ts'
import { m } from '../messages.ts'

/** A device in words a person recognises, from what its browser says about itself. */
export function deviceOf(userAgent: string) {
  const { browser, system } = devicePartsOf(userAgent)
  return {
    name: browser && system ? m.settings.device(browser, system) : m.settings.unknownDevice,
    kind: kindOf(system),
  }
}

function kindOf(system: string | undefined) {
  if (!system) return 'unknown' as const
  return /iPhone|Android/.test(system) ? ('phone' as const) : ('desk' as const)
}
