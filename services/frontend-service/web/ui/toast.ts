import type { Toast } from './toaster.tsx'

/** A short message at the bottom left, with at most one action. Fetches its part of the app when first needed. */
export function toast(message: Toast) {
  void import('./toaster.tsx').then(({ showToast }) => showToast(message))
}
