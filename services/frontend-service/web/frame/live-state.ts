import { createContext, use } from 'react'
import type { LiveState } from '../live-stream.ts'

/** How well the screen follows what others do. */
export const LiveStateContext = createContext<LiveState>('connecting')

export const useLiveState = () => use(LiveStateContext)
