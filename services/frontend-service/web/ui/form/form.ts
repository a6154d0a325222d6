import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { sentenceOf } from '../../failures.ts'
import { fieldErrors, wordsOf } from './field-errors.ts'

interface Options<T extends z.ZodType> {
  /** Fetches the schema that the server uses too: it weighs more than the form and is needed only by the time it is sent. */
  schema: () => Promise<T>
  /** Facts of the call that are not in a field. */
  extra?: Record<string, unknown>
  submit: (data: z.output<T>) => Promise<unknown>
  /** Words for a failure that belongs to no field; without them a general sentence. */
  explain?: (error: unknown) => string | undefined
}

/** A form: checks with the schema, shows what is wrong under each field, focuses the first, keeps the input. */
export function useForm<T extends z.ZodType>({ schema, extra, submit, explain }: Options<T>) {
  const [errors, setErrors] = useState<Record<string, string>>({})
  const [failure, setFailure] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const fetchSchema = useRef(schema)

  useEffect(() => {
    // Failing early does no harm: sending tries again.
    fetchSchema.current().catch(() => {})
  }, [])

  const show = (found: Record<string, string>) => {
    setErrors(found)
    const fields = form.current?.elements
    const [name] = Object.keys(found)
    const field = name && fields?.namedItem(name)
    if (field instanceof HTMLElement) field.focus()
    // Nobody goes on with a wrong code or password: what is typed next takes its place.
    if (field instanceof HTMLInputElement && isTypedAnew(field)) field.select()
    // What belongs to no field would be told nowhere.
    const [, words] = Object.entries(found).find(([each]) => !fields?.namedItem(each)) ?? []
    setFailure(words)
  }

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setFailure(undefined)
    const typed = Object.fromEntries(new FormData(event.currentTarget))
    setBusy(true)
    try {
      const result = (await schema()).safeParse({ ...typed, ...extra })
      if (!result.success) {
        // It is there with the schema.
        const { issueOf } = await import('../../../../chassis/text.ts')
        return show(wordsOf(result.error.issues.map(issueOf)))
      }
      setErrors({})
      await submit(result.data)
    } catch (error) {
      const found = fieldErrors(error)
      if (Object.keys(found).length > 0) show(found)
      else setFailure(explain?.(error) ?? sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }

  const props = {
    ref: form,
    noValidate: true,
    onSubmit: (event: FormEvent<HTMLFormElement>) => void onSubmit(event),
  }
  return { props, errors, failure, isBusy }
}

const isTypedAnew = ({ type, autocomplete }: HTMLInputElement) =>
  type === 'password' || autocomplete === 'one-time-code'
