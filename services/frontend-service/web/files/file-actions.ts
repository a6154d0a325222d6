import { useMutation } from '@tanstack/react-query'
import { sentenceOf } from '../failures.ts'
import { m } from '../messages.ts'
import { queryClient } from '../query-client.ts'
import { trpc } from '../trpc.ts'
import { fileWords } from '../ui/file-words.ts'
import { toast } from '../ui/toast.ts'
import { type Category, categories, downloadUrl, type FileRow } from './file.ts'

const refresh = () => queryClient.invalidateQueries(trpc.file.pathFilter())
const onError = (error: unknown) => toast({ text: sentenceOf(error), tone: 'bad' })

/** What can be done with a file, as a menu and the acts behind it. */
export function useFileActions(file: FileRow, canChange: boolean) {
  const settled = { onSettled: refresh, onError }
  const { mutate: restore } = useMutation(trpc.file.files.restore.mutationOptions(settled))
  const { mutate: trash } = useMutation(
    trpc.file.files.trash.mutationOptions({
      ...settled,
      onSuccess: ({ id, name }) =>
        toast({
          text: fileWords().trashed(name),
          action: { label: m.shell.undo, run: () => restore({ id }) },
        }),
    }),
  )
  const { mutate: categorize } = useMutation(trpc.file.files.categorize.mutationOptions(settled))

  const { id, category, state } = file
  const act = (choice: string) => {
    const chosen = categories.find((each) => each === choice)
    if (chosen) categorize({ id, category: chosen })
    if (choice === 'trash') trash({ id })
    if (choice === 'restore') restore({ id })
    if (choice === 'download') window.location.assign(downloadUrl(file))
  }
  return { act, items: itemsOf(state, category, canChange) }
}

function itemsOf(state: FileRow['state'], category: Category, canChange: boolean) {
  const download = { id: 'download', text: fileWords().download }
  if (state === 'trashed') return canChange ? [{ id: 'restore', text: fileWords().restore }] : []
  if (!canChange) return [download]
  return [
    download,
    ...categories.map((each, index) => ({
      id: each,
      text: fileWords().categoryIs(fileWords().categories[each]),
      isOn: each === category,
      isApart: index === 0,
    })),
    { id: 'trash', text: fileWords().toTrash, isApart: true, isDanger: true },
  ]
}
