import { SkeletonBox } from '../ui/skeleton.tsx'
import { CHART_HEIGHT } from './chart-frame.tsx'

const boxes = ['first', 'second']

/** The panels in their final size. */
export const DashboardSkeleton = () => (
  <div className="grid gap-px">
    <SkeletonBox className="h-18 m-3" />
    <div className="grid lg:grid-cols-2">
      {boxes.map((box) => (
        <div key={box} className="px-5 py-12" style={{ height: CHART_HEIGHT + 100 }}>
          <SkeletonBox className="h-full" />
        </div>
      ))}
    </div>
  </div>
)
