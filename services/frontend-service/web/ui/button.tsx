import { cva, type VariantProps } from 'class-variance-authority'
import clsx from 'clsx'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { Tooltip } from './tooltip.tsx'

const button = cva(
  'inline-flex items-center gap-1.5 font-medium whitespace-nowrap transition-colors duration-(--d-1) select-none disabled:text-ink-off disabled:bg-hover disabled:shadow-none',
  {
    variants: {
      kind: {
        primary: 'bg-accent text-on-accent hover:bg-accent-hover',
        line: 'bg-raised shadow-[inset_0_0_0_1px_var(--line-2),var(--e-1)] hover:bg-[color-mix(in_oklab,var(--raised),var(--ink)_4%)] [&>.lucide]:text-ink-3',
        ghost:
          'text-ink-2 hover:bg-hover hover:text-ink aria-pressed:bg-pressed aria-pressed:text-ink aria-expanded:bg-pressed [&>.lucide]:text-ink-3',
        danger: 'bg-danger text-on-accent hover:bg-danger-hover',
        'danger-line':
          'text-danger-ink bg-raised shadow-[inset_0_0_0_1px_var(--line-2)] hover:bg-danger-soft',
      },
      size: {
        normal: 'h-(--control) px-2.5 rounded-sm',
        large: 'h-(--control-lg) px-3.5 rounded-md justify-center',
        icon: 'h-(--control) w-(--control) justify-center rounded-sm',
        touch: 'h-10 w-10 justify-center rounded-md',
      },
    },
    defaultVariants: { kind: 'ghost', size: 'normal' },
  },
)

export type ButtonLook = VariantProps<typeof button>
export const buttonClass = (look: ButtonLook, className?: string) => clsx(button(look), className)

type Props = ButtonLook &
  ButtonHTMLAttributes<HTMLButtonElement> & {
    /** Shows a spinner, keeps its width and refuses further presses. */
    isBusy?: boolean
    ref?: Ref<HTMLButtonElement>
  }

/** A button; `type` is "button" unless told, so that it never sends a form by accident. */
export function Button({ kind, size, isBusy = false, className, children, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || isBusy}
      aria-busy={isBusy || undefined}
      className={buttonClass({ kind, size }, className)}
    >
      {isBusy && <Spinner />}
      {children}
    </button>
  )
}

const Spinner = () => (
  <span className="size-3 rounded-full border-[1.5px] border-current border-r-transparent motion-safe:animate-spin" />
)

type IconProps = Omit<Props, 'children'> & {
  /** Accessible name, and the text of its tooltip. */
  label: string
  /** Key that does the same. */
  hint?: string
  children: ReactNode
}

/** A button with an icon alone. */
export const IconButton = ({ label, hint, size = 'icon', children, ...rest }: IconProps) => (
  <Tooltip text={label} hint={hint}>
    <Button size={size} aria-label={label} {...rest}>
      {children}
    </Button>
  </Tooltip>
)
