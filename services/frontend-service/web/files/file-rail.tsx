import { Link, useSearch } from '@tanstack/react-router'
import clsx from 'clsx'
import { Ellipsis, FileText, Folder, Image, Palette, Shield, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Outputs } from '../trpc.ts'
import { Bar } from '../ui/cells.tsx'
import { fileWords } from '../ui/file-words.ts'
import { sizeWords } from '../ui/size-words.ts'
import { type Category, categories } from './file.ts'

const icons: Record<Category, ReactNode> = {
  document: <FileText aria-hidden />,
  design: <Palette aria-hidden />,
  image: <Image aria-hidden />,
  contract: <Shield aria-hidden />,
  other: <Ellipsis aria-hidden />,
}

/** Categories at the left, above the files on a phone; how much room is taken below them. */
export const FileRail = ({ usage }: { usage: Usage }) => (
  <aside className="flex md:flex-col md:border-r max-md:border-b border-line px-2.5 md:py-3.5 max-md:py-1.5">
    <nav aria-label={fileWords().category} className="flex md:flex-col max-md:flex-wrap gap-px">
      <Place icon={<Folder aria-hidden />}>{fileWords().all}</Place>
      {categories.map((category) => (
        <Place key={category} category={category} icon={icons[category]}>
          {fileWords().categories[category]}
        </Place>
      ))}
      <Place isTrash icon={<Trash2 aria-hidden />}>
        {fileWords().trash}
      </Place>
    </nav>
    <Room usage={usage} />
  </aside>
)

interface PlaceProps {
  category?: Category
  isTrash?: boolean
  icon: ReactNode
  children: ReactNode
}

function Place({ category, isTrash, icon, children }: PlaceProps) {
  const asked = useSearch({ strict: false })
  const isHere = asked.category === category && Boolean(asked.trash) === Boolean(isTrash)
  return (
    <Link
      to="."
      search={{ category, trash: isTrash || undefined }}
      aria-current={isHere ? 'page' : undefined}
      activeProps={{}}
      className={clsx(
        'flex items-center gap-2 h-7 px-2 rounded-sm font-medium whitespace-nowrap [&>.lucide]:text-ink-3 max-md:[&>.lucide]:hidden max-md:px-2.5',
        isHere ? 'bg-pressed text-ink' : 'text-ink-2 hover:bg-hover',
        isTrash && 'md:mt-3',
      )}
    >
      {icon}
      {children}
    </Link>
  )
}

type Usage = Outputs['file']['usage']['get']

function Room({ usage: { usedBytes, limitBytes, fileLimitBytes } }: { usage: Usage }) {
  return (
    <div className="mt-auto grid gap-2 px-2 pb-2 max-md:hidden">
      <p className="flex justify-between text-12">
        <span className="font-medium text-ink-2">{fileWords().usage}</span>
        <span className="text-ink-3 nums">
          {fileWords().usageOf(sizeWords(usedBytes), sizeWords(limitBytes))}
        </span>
      </p>
      <Bar share={usedBytes / limitBytes} />
      <p className="text-12 text-ink-3">{fileWords().limit(sizeWords(fileLimitBytes))}</p>
    </div>
  )
}
