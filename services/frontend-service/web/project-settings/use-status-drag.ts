import { useEffect, useRef, useState } from 'react'
import type { Group } from '../../../task-service/contract.ts'
import type { Edge } from './status-drag.ts'

interface Dragging {
  statusId: string
  group: Group
  isOn: boolean
}

/** Makes a row of a status draggable by its handle; tells at which edge another one would be dropped. */
export function useStatusDrag({ statusId, group, isOn }: Dragging) {
  const box = useRef<HTMLLIElement>(null)
  const handle = useRef<HTMLSpanElement>(null)
  const [edge, setEdge] = useState<Edge>(null)
  useEffect(() => {
    if (!isOn) return
    let stop = () => {}
    let isGone = false
    void import('./status-drag.ts').then(({ dragStatus }) => {
      if (box.current && handle.current && !isGone)
        stop = dragStatus(box.current, {
          ...{ statusId, group, handle: handle.current },
          onEdge: setEdge,
        })
    })
    return () => {
      isGone = true
      stop()
    }
  }, [statusId, group, isOn])
  return { box, handle, edge }
}
