import { Suspense, useEffect } from 'react'
import { queryClient } from '../../query-client.ts'
import { lazily } from '../../ui/lazily.ts'
import { onceShown } from '../../when-idle.ts'
import { askWhereTo, useRelocating } from '../change/relocating.ts'

const load = () => import('./relocation-dialog.tsx')
const RelocationDialog = lazily(async () => (await load()).RelocationDialog)

/** Where tasks go to another project. What is typed after the key that asks is for the dialog, so it is there before. */
export function RelocationHost() {
  const relocating = useRelocating()
  useEffect(() => void onceShown(queryClient).then(load), [])
  return relocating ? (
    <Suspense>
      <RelocationDialog relocating={relocating} onClose={() => askWhereTo(undefined)} />
    </Suspense>
  ) : null
}
