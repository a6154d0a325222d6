const heights = [4, 6, 3, 2, 5]

/** Columns and cards in their final size. */
export const BoardSkeleton = () => (
  <div aria-hidden className="animate-late flex gap-2 h-full px-4 pt-3">
    {heights.map((count, column) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: they stand still
      <div key={column} className="flex-1 min-w-55 rounded-t-lg bg-sunken px-1.5 pt-9.5">
        {Array.from({ length: count }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they stand still
          <div key={index} className="h-20 mb-1.5 rounded-md bg-pressed" />
        ))}
      </div>
    ))}
  </div>
)
