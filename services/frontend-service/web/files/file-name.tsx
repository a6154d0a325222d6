import { partsOf } from './file.ts'

/** A name that is cut before its ending. */
export function FileName({ name }: { name: string }) {
  const { stem, ending } = partsOf(name)
  return (
    <span className="flex min-w-0 font-medium" title={name}>
      <span className="cut">{stem}</span>
      <span className="flex-none">{ending}</span>
    </span>
  )
}
