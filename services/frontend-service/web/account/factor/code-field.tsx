import { Field } from '../../ui/form/field.tsx'

interface Props {
  label: string
  error?: string
  /** Only digits are asked for. */
  isNumber?: boolean
  isLarge?: boolean
  autoFocus?: boolean
}

/** A code of the app or a recovery code; phones and password managers fill it in. */
export const CodeField = ({ isNumber, ...rest }: Props) => (
  <Field
    {...rest}
    name="code"
    autoComplete="one-time-code"
    inputMode={isNumber ? 'numeric' : 'text'}
    autoCapitalize="off"
    spellCheck={false}
  />
)
