import { z } from 'zod'
import { line } from '../../chassis/text.ts'
import { byId, byWorkspace } from '../contract.ts'
import { NAME_MAX } from '../limits.ts'

/** Whether a workspace asks its members for a second factor. */
export const requiredFactor = byWorkspace.extend({ isRequired: z.boolean() })

/** `name`: of the workspace, as its owner typed it, so that nobody closes it by accident. */
export const closedWorkspace = byId.extend({ name: line(NAME_MAX) })
