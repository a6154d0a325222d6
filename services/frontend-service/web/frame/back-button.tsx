import { useRouter } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { m } from '../messages.ts'
import { IconButton } from '../ui/button.tsx'

/** The way back on a phone, where no sidebar is. */
export function BackButton() {
  const { history } = useRouter()
  return (
    <IconButton
      label={m.shell.back}
      className="md:hidden"
      size="touch"
      onClick={() => history.back()}
    >
      <ArrowLeft aria-hidden />
    </IconButton>
  )
}
