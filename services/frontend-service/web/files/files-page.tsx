import { usePrefetchInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { Upload } from 'lucide-react'
import { m } from '../messages.ts'
import { useProject } from '../projects/project.ts'
import { ProjectPage } from '../projects/project-page.tsx'
import { trpc } from '../trpc.ts'
import { fileWords } from '../ui/file-words.ts'
import { Panel } from '../ui/panel.tsx'
import { canUpload } from './can-upload.ts'
import { DropZone } from './drop-zone.tsx'
import { categories } from './file.ts'
import { FileGrid, filesOf } from './file-grid.tsx'
import { FileGridSkeleton } from './file-grid-skeleton.tsx'
import { FileRail } from './file-rail.tsx'
import { UploadButton } from './upload-button.tsx'
import { useUploads } from './uploads.ts'

/** `~/p/:key/files` */
export function FilesPage() {
  const project = useProject()
  return (
    <ProjectPage view={fileWords().title}>
      <Panel name={m.errors.parts.files} loading={<FileGridSkeleton />}>
        <Library projectId={project.id} canChange={canUpload(project)} />
      </Panel>
    </ProjectPage>
  )
}

interface Props {
  projectId: string
  canChange: boolean
}

function Library({ projectId, canChange }: Props) {
  const asked = useSearch({ strict: false })
  const category = categories.find((each) => each === asked.category)
  // Both are asked for at once, not one after the other.
  usePrefetchInfiniteQuery(filesOf({ projectId, category, trashed: asked.trash }))
  const { data: usage } = useSuspenseQuery(trpc.file.usage.get.queryOptions({ projectId }))
  const queue = useUploads({ projectId, category }, usage.fileLimitBytes)
  const isTrash = Boolean(asked.trash)
  return (
    <div className="grid md:grid-cols-[204px_minmax(0,1fr)] max-md:grid-rows-[auto_minmax(0,1fr)] h-full">
      <FileRail usage={usage} />
      <DropZone
        isDisabled={!canChange || isTrash}
        onFiles={queue.start}
        className="relative min-h-0 overflow-y-auto"
      >
        {canChange && !isTrash && (
          <div className="sticky top-0 z-(--z-sticky) flex justify-end px-5 pt-3 pointer-events-none">
            <span className="pointer-events-auto">
              <UploadButton kind="primary" onFiles={queue.start}>
                <Upload aria-hidden />
                {fileWords().upload}
              </UploadButton>
            </span>
          </div>
        )}
        <Panel name={m.errors.parts.files} loading={<FileGridSkeleton />}>
          <FileGrid projectId={projectId} canChange={canChange} queue={queue} />
        </Panel>
      </DropZone>
    </div>
  )
}
