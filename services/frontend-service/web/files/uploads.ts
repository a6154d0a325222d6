import { skipToken, useQuery } from '@tanstack/react-query'
import { factsOf } from '../failures.ts'
import { m } from '../messages.ts'
import { newId } from '../new-id.ts'
import { queryClient } from '../query-client.ts'
import { client, trpc } from '../trpc.ts'
import { fileWords } from '../ui/file-words.ts'
import { sizeWords } from '../ui/size-words.ts'
import { toast } from '../ui/toast.ts'
import type { Category } from './file.ts'
import { type Answer, uploadBytes } from './upload-bytes.ts'

export interface Upload {
  id: string
  file: File
  name: string
  sentBytes: number
  /** Ends it, whether its bytes are on their way or it waits for its turn. */
  stop: AbortController
  /** Why it failed, as a sentence; it stays in view until tried again or dismissed. */
  problem?: string
  /** Trying again can help. */
  isPassing?: boolean
}

interface UploadTarget {
  projectId: string
  taskId?: string
  category?: Category
}

/** What is on its way to a project or one of its tasks. It goes on while other screens are open. */
export function useUploads(place: UploadTarget, fileLimitBytes: number) {
  const { data: uploads = [] } = useQuery<Upload[]>({
    queryKey: keyOf(place),
    queryFn: skipToken,
    initialData: [],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })
  return {
    uploads,
    start: (files: readonly File[]) => void start(place, files, fileLimitBytes),
    dismiss: (id: string) => change(place, (all) => all.filter((each) => each.id !== id)),
    cancel: ({ id, name, stop }: Upload) => {
      stop.abort()
      change(place, (all) => all.filter((each) => each.id !== id))
      toast({ text: fileWords().cancelled(name) })
    },
    again: (upload: Upload) => {
      const fresh = { ...upload, problem: undefined, sentBytes: 0, stop: new AbortController() }
      patch(place, upload.id, fresh)
      void send(place, fresh)
    },
  }
}

const keyOf = ({ projectId, taskId }: UploadTarget) => ['uploads', projectId, taskId ?? null]

const change = (place: UploadTarget, next: (uploads: Upload[]) => Upload[]) =>
  queryClient.setQueryData<Upload[]>(keyOf(place), (uploads = []) => next(uploads))

const patch = (place: UploadTarget, id: string, facts: Partial<Upload>) =>
  change(place, (all) => all.map((each) => (each.id === id ? { ...each, ...facts } : each)))

async function start(place: UploadTarget, files: readonly File[], fileLimitBytes: number) {
  const uploads = files.map((file): Upload => {
    const name = file.name.normalize('NFC')
    const problem = file.size > fileLimitBytes ? tooLarge(name, file, fileLimitBytes) : undefined
    return { id: newId(), file, name, sentBytes: 0, problem, stop: new AbortController() }
  })
  change(place, (all) => [...all, ...uploads])
  // One after the other: the live connection and everything else on screen need connections too.
  for (const upload of uploads) if (!upload.problem) await send(place, upload)
}

async function send(place: UploadTarget, { id, file, name, stop: { signal } }: Upload) {
  if (signal.aborted) return
  const onSent = (sentBytes: number) => patch(place, id, { sentBytes })
  const { problem } = await sent(place, { file, name }, { signal, onSent })
  if (problem) {
    patch(place, id, { problem, isPassing: true })
    return
  }
  await refreshFiles()
  change(place, (all) => all.filter((each) => each.id !== id))
}

const refreshFiles = () =>
  Promise.all([
    queryClient.invalidateQueries(trpc.file.files.pathFilter()),
    queryClient.invalidateQueries(trpc.file.usage.pathFilter()),
  ])

/** A picture that is put into a text: the Markdown that shows it, or nothing and a word why it was not stored. */
export async function pictureIn(place: UploadTarget, file: File) {
  const name = file.name.normalize('NFC')
  const way = { signal: new AbortController().signal, onSent: () => {} }
  const { id, problem } = await sent(place, { file, name }, way)
  if (problem) toast({ tone: 'bad', text: problem })
  else void refreshFiles()
  return problem ? '' : `![${name.replace(/[[\]\\]/g, '')}](/files/${id}/content)`
}

/** The id of a file that was stored, or why it was not, as a sentence. */
async function sent(
  { projectId, taskId, category }: UploadTarget,
  { file, name }: Pick<Upload, 'file' | 'name'>,
  way: Parameters<typeof uploadBytes>[2],
): Promise<{ id?: string; problem?: string }> {
  try {
    const announced = { projectId, taskId, category, name, sizeBytes: file.size }
    const { id, url } = await client.file.uploads.create.mutate(announced)
    const answer = await uploadBytes(url, file, way)
    // Its room is free at once, not only when the announcement runs out; trying again announces anew.
    if (answer.status !== 200) void client.file.uploads.cancel.mutate({ id }).catch(() => null)
    return { id, problem: wordsOf(answer, file, name) }
  } catch (error) {
    const { status = 0, limit, issues } = factsOf(error)
    if (issues?.some(({ code }) => code === 'project_limit'))
      return { problem: fileWords().projectFull(name, sizeWords(Number(limit))) }
    const limitBytes = Number(limit) || undefined
    return { problem: wordsOf({ status, limitBytes }, file, name) ?? fileWords().failed(name) }
  }
}

function wordsOf({ status, limitBytes }: Answer, file: File, name: string) {
  if (status >= 200 && status < 300) return undefined
  if (status === 413 && limitBytes) return tooLarge(name, file, limitBytes)
  if (status === 403) return m.errors.forbidden
  if (status === 415) return fileWords().refused(name)
  return fileWords().failed(name)
}

const tooLarge = (name: string, { size }: File, limitBytes: number) =>
  fileWords().tooLarge(name, sizeWords(size), sizeWords(limitBytes))
