import { type ReactNode, useEffect, useRef, useState } from 'react'

interface Props {
  /** In pixels; known before anything is drawn, so that nothing jumps. */
  height: number
  children: (width: number) => ReactNode
}

/** Draws its child in the width there is. */
export function WithWidth({ height, children }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width))
    if (box.current) observer.observe(box.current)
    return () => observer.disconnect()
  }, [])
  return (
    <div ref={box} className="relative" style={{ height }}>
      {width > 0 && children(width)}
    </div>
  )
}
