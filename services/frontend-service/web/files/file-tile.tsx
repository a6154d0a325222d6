import { Ellipsis } from 'lucide-react'
import { madeBy, madeByWords } from '../account/made-by.ts'
import { usePeople } from '../account/people.ts'
import { useAgo } from '../account/time.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { fileWords } from '../ui/file-words.ts'
import { Picker } from '../ui/form/picker.tsx'
import { sizeWords } from '../ui/size-words.ts'
import { downloadUrl, type FileRow, isPicture, pictureUrl } from './file.ts'
import { useFileActions } from './file-actions.ts'
import { FileName } from './file-name.tsx'
import { Preview } from './preview.tsx'

/** Who brought a file, on its picture: the name is in words for who points at it or hears the page. */
function Uploader({ file: { uploadedBy, uploadedByBot } }: { file: FileRow }) {
  const { nameOf, hueOf } = usePeople()
  const name = nameOf(uploadedBy)
  const said = madeBy(name, uploadedByBot, madeByWords().uploaded)
  return (
    <span role="img" aria-label={said} title={said} className="absolute left-1.5 bottom-1.5 flex">
      <Avatar
        {...{ name, hue: hueOf(uploadedBy), size: 18, isBot: Boolean(uploadedByBot) }}
        isDecorative
      />
    </span>
  )
}

/** A file in the grid: pictures open in a tab of their own, the rest is downloaded. */
export function FileTile({ file, canChange }: { file: FileRow; canChange: boolean }) {
  const { act, items } = useFileActions(file, canChange)
  const face = (
    <>
      <span className="block relative">
        <Preview file={file} />
        <Uploader file={file} />
      </span>
      <span className="grid mt-1.5">
        <FileName name={file.name} />
        <span className="text-12 text-ink-3 nums cut">
          {sizeWords(file.sizeBytes)} · {useAgo(file.createdAt)}
        </span>
      </span>
    </>
  )
  return (
    <li className="group relative p-1.5 -m-1.5 rounded-md hover:bg-hover min-w-0">
      {file.state === 'ready' ? (
        <a
          href={isPicture(file) ? pictureUrl(file) : downloadUrl(file)}
          target={isPicture(file) ? '_blank' : undefined}
          rel="noreferrer"
          className="block rounded-sm"
        >
          {face}
        </a>
      ) : (
        face
      )}
      {items.length > 0 && (
        <Picker
          label={fileWords().actions(file.name)}
          kind="act"
          items={items}
          onPick={act}
          className="absolute top-3 right-3 grid place-items-center size-7 rounded-sm bg-overlay text-ink-2 shadow-1 md:opacity-0 group-hover:opacity-100 focus-visible:opacity-100 aria-expanded:opacity-100"
        >
          <Ellipsis aria-hidden />
        </Picker>
      )}
    </li>
  )
}
