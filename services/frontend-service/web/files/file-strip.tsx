import { usePrefetchQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Paperclip } from 'lucide-react'
import { m } from '../messages.ts'
import { trpc } from '../trpc.ts'
import { fileWords } from '../ui/file-words.ts'
import { Panel } from '../ui/panel.tsx'
import { sizeWords } from '../ui/size-words.ts'
import { SkeletonBox } from '../ui/skeleton.tsx'
import { DropZone } from './drop-zone.tsx'
import { FileName } from './file-name.tsx'
import { FileTile } from './file-tile.tsx'
import { UploadButton } from './upload-button.tsx'
import { Problem, UploadMeter } from './upload-tile.tsx'
import { useUploads } from './uploads.ts'

interface Props {
  projectId: string
  taskId: string
  canUpload: boolean
}

/** The files of a task in one line, and the way to add to them. */
export const FileStrip = (props: Props) => (
  <Panel name={m.errors.parts.files} loading={<SkeletonBox className="h-7 w-60" />}>
    <Strip {...props} />
  </Panel>
)

const SHOWN_MAX = 100

function Strip({ projectId, taskId, canUpload }: Props) {
  // Both are asked for at once, not one after the other.
  usePrefetchQuery(trpc.file.usage.get.queryOptions({ projectId }))
  const asked = { projectId, taskId, limit: SHOWN_MAX }
  const { data: files } = useSuspenseQuery(trpc.file.files.list.queryOptions(asked))
  const { data: usage } = useSuspenseQuery(trpc.file.usage.get.queryOptions({ projectId }))
  const queue = useUploads({ projectId, taskId }, usage.fileLimitBytes)
  const { uploads, start, again, dismiss, cancel } = queue
  if (!canUpload && files.items.length === 0) return null
  return (
    <DropZone isDisabled={!canUpload} onFiles={start} className="relative grid gap-2">
      <div className="flex flex-wrap items-center gap-x-2">
        <h2 className="font-strong flex-none">{fileWords().title}</h2>
        {files.items.length > 0 && (
          <span className="text-12 text-ink-3 nums">{files.items.length}</span>
        )}
        {canUpload && (
          <UploadButton onFiles={start}>
            <Paperclip aria-hidden />
            {fileWords().attach}
          </UploadButton>
        )}
        {canUpload && (
          <span className="ml-auto text-12 text-ink-3 cut">
            {fileWords().limit(sizeWords(usage.fileLimitBytes))}
          </span>
        )}
      </div>
      {files.items.length > 0 && (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(112px,1fr))] gap-3 py-1.5">
          {files.items.map((file) => (
            <FileTile key={file.id} file={file} canChange={canUpload} />
          ))}
        </ul>
      )}
      {uploads.map((upload) => (
        <div
          key={upload.id}
          className="grid grid-cols-[minmax(0,1fr)_minmax(0,2fr)] items-center gap-3"
        >
          <FileName name={upload.name} />
          {upload.problem ? (
            <Problem
              upload={upload}
              onAgain={() => again(upload)}
              onDismiss={() => dismiss(upload.id)}
            />
          ) : (
            <UploadMeter upload={upload} onCancel={() => cancel(upload)} />
          )}
        </div>
      ))}
    </DropZone>
  )
}
