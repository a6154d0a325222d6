import { SkeletonBox } from '../ui/skeleton.tsx'

const tiles = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

/** Tiles in their final size. */
export const FileGridSkeleton = () => (
  <div className="grid grid-cols-[repeat(auto-fill,minmax(168px,1fr))] max-sm:grid-cols-2 gap-x-4.5 gap-y-4 px-5 py-4">
    {tiles.map((tile) => (
      <div key={tile} className="grid gap-2">
        <SkeletonBox className="aspect-16/10" />
        <SkeletonBox className="h-3 w-3/4" />
      </div>
    ))}
  </div>
)
