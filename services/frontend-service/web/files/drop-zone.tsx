import { Upload } from 'lucide-react'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { fileWords } from '../ui/file-words.ts'
import { toast } from '../ui/toast.ts'
import { DROPPED_MAX, droppedFiles } from './dropped-files.ts'

interface Props {
  isDisabled?: boolean
  onFiles: (files: readonly File[]) => void
  className?: string
  children: ReactNode
}

/** Takes files and folders dropped onto whatever it surrounds; the button beside it does the same by hand. */
export function DropZone({ isDisabled, onFiles, className, children }: Props) {
  // Entering a child fires before leaving its parent: only the depth tells when the pointer is out.
  const depth = useRef(0)
  const [isOver, setOver] = useState(false)
  const move = (step: number) => (event: DragEvent) => {
    if (isDisabled || !event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    depth.current = Math.max(0, depth.current + step)
    setOver(depth.current > 0)
  }
  const drop = (event: DragEvent) => {
    if (isDisabled || !event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    depth.current = 0
    setOver(false)
    void take(event.dataTransfer)
  }
  const take = async (dropped: DataTransfer) => {
    const { files, isMore } = await droppedFiles(dropped)
    if (files.length > 0) onFiles(files)
    if (isMore) toast({ tone: 'bad', text: fileWords().tooManyDropped(DROPPED_MAX) })
    else if (files.length === 0) toast({ tone: 'bad', text: fileWords().emptyFolder })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has a button as its twin
    <div
      className={className}
      onDragEnter={move(1)}
      onDragLeave={move(-1)}
      onDragOver={move(0)}
      onDrop={drop}
    >
      {children}
      {isOver && (
        <div className="absolute inset-2 z-(--z-sticky) grid place-content-center justify-items-center gap-2 rounded-lg bg-drop/90 inset-ring-2 inset-ring-accent-line text-accent-ink font-strong pointer-events-none">
          <Upload aria-hidden className="size-6!" />
          {fileWords().dropHere}
        </div>
      )}
    </div>
  )
}
