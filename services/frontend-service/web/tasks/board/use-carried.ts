import { useEffect, useState } from 'react'

/** Whether a card of another status is on its way. */
export function useCarried(statusId: string) {
  const [isCarried, setCarried] = useState(false)
  // By itself: a card may be on its way while tasks come and go.
  useEffect(() => {
    let stop = () => {}
    let isOver = false
    void import('./board-drag.ts').then(({ watchCards }) => {
      if (!isOver) stop = watchCards(statusId, setCarried)
    })
    return () => {
      isOver = true
      stop()
    }
  }, [statusId])
  return isCarried
}
