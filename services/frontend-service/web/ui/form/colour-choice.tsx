import clsx from 'clsx'
import { Check } from 'lucide-react'
import { m } from '../../messages.ts'
import { type Colour, colours, groundOf } from './colour.tsx'

interface Props {
  value: string
  onPick: (colour: Colour) => void
  isDisabled?: boolean
}

/** One of the eight colours, all in view. */
export const ColourChoice = ({ value, onPick, isDisabled }: Props) => (
  <fieldset disabled={isDisabled} className="flex flex-wrap gap-2">
    <legend className="sr-only">{m.projects.colour}</legend>
    {colours.map((each) => (
      <label
        key={each}
        className={clsx(
          'grid place-items-center size-7 rounded-sm text-surface has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
          groundOf(each),
        )}
      >
        <input
          type="radio"
          // Not a field of the form around it.
          name=""
          className="sr-only"
          aria-label={m.projects.colours[each]}
          checked={each === value}
          onChange={() => onPick(each)}
        />
        {each === value && <Check aria-hidden />}
      </label>
    ))}
  </fieldset>
)
