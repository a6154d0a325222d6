export interface Toast {
  text: string
  /** Takes the place of an earlier message with the same id. */
  id?: string
  action?: { label: string; keys?: string; run: () => void }
  tone?: 'plain' | 'bad'
}

/** A short message at the bottom left, with at most one action. Fetches its part of the app when first needed. */
export function toast(message: Toast) {
  void import('./toaster.tsx').then(({ showToast }) => showToast(message))
}
