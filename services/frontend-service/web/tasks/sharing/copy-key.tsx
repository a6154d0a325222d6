import { Copy } from 'lucide-react'
import { copyText } from '../../clipboard.ts'
import { m } from '../../messages.ts'
import { IconButton } from '../../ui/button.tsx'
import { toast } from '../../ui/toast.ts'

/** Copies the key of a task. */
export const CopyKey = ({ taskKey }: { taskKey: string }) => (
  <IconButton
    label={m.tasks.copyKey}
    onClick={() => void copyText(taskKey).then(() => toast({ text: m.tasks.copied }))}
  >
    <Copy aria-hidden />
  </IconButton>
)
