import type { activity as ko } from '../ko/activity.ts'

export const activity: typeof ko = {
  viaToken: (name) => `via ${name}`,
}
