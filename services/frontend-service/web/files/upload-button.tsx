import { type ReactNode, useRef } from 'react'
import { Button, type ButtonLook } from '../ui/button.tsx'

type Props = ButtonLook & {
  onFiles: (files: readonly File[]) => void
  children: ReactNode
}

/** Asks the browser for files. */
export function UploadButton({ onFiles, children, ...look }: Props) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])])
          // The same file may be chosen again.
          target.value = ''
        }}
      />
      <Button {...look} onClick={() => input.current?.click()}>
        {children}
      </Button>
    </>
  )
}
