import { CircleAlert, RotateCw, Upload as UploadIcon, X } from 'lucide-react'
import { IconButton } from '../ui/button.tsx'
import { Bar } from '../ui/cells.tsx'
import { fileWords } from '../ui/file-words.ts'
import { FileName } from './file-name.tsx'
import { PreviewBox } from './preview.tsx'
import type { Upload } from './uploads.ts'

interface Props {
  upload: Upload
  onAgain: () => void
  onDismiss: () => void
  onCancel: () => void
}

/** A file on its way, or the reason why it did not arrive. */
export const UploadTile = ({ upload, onAgain, onDismiss, onCancel }: Props) => (
  <li className="p-1.5 -m-1.5 min-w-0">
    <PreviewBox>
      {upload.problem ? (
        <CircleAlert aria-hidden className="size-5! text-danger-ink" />
      ) : (
        <UploadIcon aria-hidden className="size-5!" />
      )}
    </PreviewBox>
    <span className="grid mt-1.5">
      <FileName name={upload.name} />
      {upload.problem ? (
        <Problem upload={upload} onAgain={onAgain} onDismiss={onDismiss} />
      ) : (
        <UploadMeter upload={upload} onCancel={onCancel} />
      )}
    </span>
  </li>
)

export function UploadMeter({ upload, onCancel }: Pick<Props, 'upload' | 'onCancel'>) {
  const { file, name, sentBytes } = upload
  const share = file.size > 0 ? sentBytes / file.size : 1
  const percent = Math.floor(share * 100)
  return (
    <span className="flex items-center gap-1">
      <span
        role="progressbar"
        aria-label={fileWords().uploading(name)}
        aria-valuenow={percent}
        className="flex-1 flex items-center gap-2 h-4 text-12 text-ink-3 nums whitespace-nowrap"
      >
        <Bar share={share} />
        {fileWords().percent(percent)}
      </span>
      <IconButton
        label={fileWords().cancelUpload(name)}
        onClick={({ currentTarget }) => {
          currentTarget.closest<HTMLElement>('aside, main')?.focus()
          onCancel()
        }}
      >
        <X aria-hidden />
      </IconButton>
    </span>
  )
}

export const Problem = ({ upload, onAgain, onDismiss }: Omit<Props, 'onCancel'>) => (
  <span role="alert" className="text-12 text-danger-ink">
    {upload.problem}
    <span className="flex gap-1 mt-1">
      {upload.isPassing && (
        <IconButton label={fileWords().again(upload.name)} onClick={onAgain}>
          <RotateCw aria-hidden />
        </IconButton>
      )}
      <IconButton label={fileWords().dismiss(upload.name)} onClick={onDismiss}>
        <X aria-hidden />
      </IconButton>
    </span>
  </span>
)
