import type { Toast } from './toaster.tsx'

let isUsed = false

/** A short message at the bottom left, with at most one action. Fetches its part of the app when first needed. */
export function toast(message: Toast) {
  isUsed = true
  void import('./toaster.tsx').then(({ showToast }) => showToast(message))
}

/** Takes a message away by its id: what it said has been overtaken. */
export function takeToastAway(id: string) {
  if (isUsed) void import('./toaster.tsx').then(({ hideToast }) => hideToast(id))
}
