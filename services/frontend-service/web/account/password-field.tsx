import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { m } from '../messages.ts'
import { IconButton } from '../ui/button.tsx'
import { Field } from '../ui/form/field.tsx'

interface Props {
  name: string
  label: string
  hint?: string
  error?: string
  isNew?: boolean
  isLarge?: boolean
  autoFocus?: boolean
}

/** A password that can be pasted, filled in and looked at. */
export function PasswordField({ isNew, isLarge = true, ...rest }: Props) {
  const [isShown, setShown] = useState(false)
  return (
    <Field
      {...rest}
      isLarge={isLarge}
      type={isShown ? 'text' : 'password'}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      end={
        <IconButton
          label={isShown ? m.account.hidePassword : m.account.showPassword}
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </IconButton>
      }
    />
  )
}
