export const Mark = () => (
  <span className="grid place-items-center size-5.5 rounded-[6px] bg-accent text-on-accent flex-none">
    <svg viewBox="0 0 22 22" className="size-full" aria-hidden="true">
      <g fill="currentColor">
        <path d="M10.2 4.6a5.4 5.4 0 0 0 0 10.8z" />
        <path d="M11.8 6.6a5.4 5.4 0 0 1 0 10.8z" />
      </g>
    </svg>
  </span>
)

/** A workspace: the first syllable of its name. */
export const WorkspaceMark = ({ name }: { name: string }) => (
  <span
    aria-hidden
    className="grid place-items-center size-5.5 rounded-[6px] bg-accent text-on-accent text-12 font-bold flex-none"
  >
    {[...name][0]?.toUpperCase()}
  </span>
)
