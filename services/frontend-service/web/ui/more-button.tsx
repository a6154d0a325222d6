import { Button } from './button.tsx'

interface Props {
  /** A query in pages. */
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }
  label: string
  className: string
}

/** Fetches the next page of a list, where there is one. */
export function MoreButton({ list, label, className }: Props) {
  if (!list.hasNextPage) return null
  return (
    <Button
      kind="line"
      className={className}
      isBusy={list.isFetchingNextPage}
      onClick={() => void list.fetchNextPage()}
    >
      {label}
    </Button>
  )
}
