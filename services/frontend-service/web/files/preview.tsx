import { type ReactNode, useState } from 'react'
import { Art } from './art.tsx'
import { type FileRow, isPicture, pictureUrl } from './file.ts'

/** The picture itself, or a drawing of its kind: also for what only has the name of a picture. */
export function Preview({ file }: { file: Pick<FileRow, 'id' | 'name' | 'type' | 'state'> }) {
  const [isBroken, setBroken] = useState(false)
  return (
    <PreviewBox>
      {isPicture(file) && file.state === 'ready' && !isBroken ? (
        <img
          src={pictureUrl(file)}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setBroken(true)}
          className="size-full object-cover in-data-[theme=dark]:brightness-[.86]"
        />
      ) : (
        <Art type={file.type} name={file.name} />
      )}
    </PreviewBox>
  )
}

export const PreviewBox = ({ children }: { children: ReactNode }) => (
  <span className="grid place-items-center aspect-16/10 rounded-sm overflow-hidden relative bg-sunken text-ink-3 after:absolute after:inset-0 after:rounded-sm after:inset-ring after:inset-ring-line-2">
    {children}
  </span>
)
