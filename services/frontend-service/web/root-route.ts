import { createRootRoute } from '@tanstack/react-router'
import { NotFound, Root } from './shell/root.tsx'

export const root = createRootRoute({ component: Root, notFoundComponent: NotFound })
