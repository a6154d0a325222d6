import clsx from 'clsx'

/** The colours of labels and projects. */
export const colours = [
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'violet',
  'pink',
] as const
export type Colour = (typeof colours)[number]

/** As class names that Tailwind can see. */
const grounds: Record<Colour, string> = {
  red: 'bg-lb-red',
  orange: 'bg-lb-orange',
  yellow: 'bg-lb-yellow',
  green: 'bg-lb-green',
  teal: 'bg-lb-teal',
  blue: 'bg-lb-blue',
  violet: 'bg-lb-violet',
  pink: 'bg-lb-pink',
}
export const groundOf = (name: string) => grounds[colours.find((each) => each === name) ?? 'blue']

/** A label: its name beside a dot of its colour. */
export const Chip = ({ colour, text }: { colour: string; text: string }) => (
  <span className="inline-flex items-center gap-[5px] h-5 px-[7px] rounded-full text-12/none text-ink-2 shadow-[inset_0_0_0_1px_var(--line-2)] whitespace-nowrap flex-none">
    <i className={clsx('size-2 rounded-full', groundOf(colour))} />
    {text}
  </span>
)

/** A tile is a project. */
export const Tile = ({ colour }: { colour: string }) => (
  <span aria-hidden className="grid place-items-center size-4 flex-none">
    <i className={clsx('size-2.5 rounded-[3px]', groundOf(colour))} />
  </span>
)
