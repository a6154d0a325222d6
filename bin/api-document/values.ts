import { z } from 'zod'

export const id = z.string().meta({ format: 'uuid' })
/** An instant. */
export const time = z.string().meta({ format: 'date-time' })
export const maybe = <Value extends z.ZodType>(value: Value) => z.nullable(value)
/** Fields of an event, each with what it was and what it became. */
export const seen = z.record(z.string(), z.unknown())
/** Whom somebody's program acts as. */
export const bot = z.object({ id, name: z.string() }).meta({ id: 'Bot' })
