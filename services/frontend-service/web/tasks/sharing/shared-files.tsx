import { useSuspenseQuery } from '@tanstack/react-query'
import { useAgo } from '../../account/time.tsx'
import { downloadUrl, isPicture, pictureUrl } from '../../files/file.ts'
import { FileName } from '../../files/file-name.tsx'
import { Preview } from '../../files/preview.tsx'
import { type Outputs, trpc } from '../../trpc.ts'
import { fileWords } from '../../ui/file-words.ts'
import { sizeWords } from '../../ui/size-words.ts'

const SHOWN_MAX = 100

/** The files of a shared task: pictures open in a tab of their own, the rest is downloaded. */
export function SharedFiles({ taskId }: { taskId: string }) {
  const asked = { taskId, limit: SHOWN_MAX }
  const { data: files } = useSuspenseQuery(
    trpc.file.files.ofTask.queryOptions(asked, { gcTime: 0 }),
  )
  if (files.items.length === 0) return null
  return (
    <section aria-label={fileWords().title} className="mt-5 grid gap-2">
      <h2 className="flex items-baseline gap-2 font-strong">
        {fileWords().title}
        <span className="text-12 text-ink-3 font-text nums">{files.items.length}</span>
      </h2>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(112px,1fr))] gap-3 py-1.5">
        {files.items.map((file) => (
          <Tile key={file.id} file={file} />
        ))}
      </ul>
    </section>
  )
}

type SharedFile = Outputs['file']['files']['ofTask']['items'][number]

const Tile = ({ file }: { file: SharedFile }) => (
  <li className="p-1.5 -m-1.5 rounded-md hover:bg-hover min-w-0">
    <a
      href={isPicture(file) ? pictureUrl(file) : downloadUrl(file)}
      target={isPicture(file) ? '_blank' : undefined}
      rel="noreferrer"
      className="block rounded-sm"
    >
      <Preview file={{ ...file, state: 'ready' }} />
      <span className="grid mt-1.5">
        <FileName name={file.name} />
        <span className="text-12 text-ink-3 nums cut">
          {sizeWords(file.sizeBytes)} · {useAgo(file.createdAt)}
        </span>
      </span>
    </a>
  </li>
)
