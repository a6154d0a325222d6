import { useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { FileText, Image, Palette } from 'lucide-react'
import { type Inputs, trpc } from '../trpc.ts'
import { buttonClass } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { fileWords } from '../ui/file-words.ts'
import { MoreButton } from '../ui/more-button.tsx'
import { categories } from './file.ts'
import { FileTile } from './file-tile.tsx'
import { UploadTile } from './upload-tile.tsx'
import type { useUploads } from './uploads.ts'

/** Files of a project, page by page. */
export const filesOf = (asked: Inputs['file']['files']['list']) =>
  trpc.file.files.list.infiniteQueryOptions(asked, {
    getNextPageParam: ({ nextCursor }) => nextCursor,
  })

interface Props {
  projectId: string
  canChange: boolean
  queue: ReturnType<typeof useUploads>
}

/** The files the address asks for, and at their head what is on its way. */
export function FileGrid({ projectId, canChange, queue }: Props) {
  const asked = useSearch({ strict: false })
  const category = categories.find((each) => each === asked.category)
  const list = useSuspenseInfiniteQuery(filesOf({ projectId, category, trashed: asked.trash }))
  const files = list.data.pages.flatMap(({ items }) => items)
  const uploads = asked.trash ? [] : queue.uploads
  if (files.length + uploads.length === 0)
    return <None isTrash={asked.trash} isFiltered={category !== undefined} />
  return (
    <>
      <ul
        aria-label={fileWords().filesOf}
        className="grid grid-cols-[repeat(auto-fill,minmax(168px,1fr))] max-sm:grid-cols-2 gap-x-4.5 gap-y-4 px-5 py-4"
      >
        {uploads.map((upload) => (
          <UploadTile
            key={upload.id}
            upload={upload}
            onAgain={() => queue.again(upload)}
            onDismiss={() => queue.dismiss(upload.id)}
            onCancel={() => queue.cancel(upload)}
          />
        ))}
        {files.map((file) => (
          <FileTile key={file.id} file={file} canChange={canChange} />
        ))}
      </ul>
      <MoreButton list={list} label={fileWords().more} className="mx-5 mb-5" />
    </>
  )
}

function None({ isTrash, isFiltered }: { isTrash?: boolean; isFiltered: boolean }) {
  if (isTrash) return <EmptyState title={fileWords().trashNone} />
  if (isFiltered)
    return (
      <EmptyState
        title={fileWords().noneIn}
        action={
          <Link to="." search={{}} className={buttonClass({ kind: 'line' })}>
            {fileWords().clear}
          </Link>
        }
      />
    )
  return (
    <EmptyState
      title={fileWords().none}
      glyphs={
        <>
          <FileText />
          <Image />
          <Palette />
        </>
      }
    >
      {fileWords().noneLead}
    </EmptyState>
  )
}
