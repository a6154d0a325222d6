import { Columns3 } from 'lucide-react'
import { useProject } from '../../projects/project.ts'
import { buttonClass } from '../../ui/button.tsx'
import { Picker } from '../../ui/form/picker.tsx'
import { isFrozen, shapeOf } from './columns.ts'
import { tableWords } from './table-words.ts'
import { useColumns } from './use-columns.ts'

/** Which columns the table has. */
export function ColumnsButton() {
  const words = tableWords()
  const { columns, keepColumns } = useColumns(useProject())
  const free = columns.filter(({ id }) => !isFrozen(id))
  const shown = free.filter(({ isHidden }) => !isHidden)
  return (
    <Picker
      label={words.columnsShown(shown.length)}
      kind="many"
      items={free.map(({ id, isHidden }) => ({
        ...{ id, text: shapeOf(id).name() },
        isOn: !isHidden,
      }))}
      onPick={(picked) =>
        keepColumns(
          columns.map((each) =>
            each.id === picked ? { ...each, isHidden: !each.isHidden } : each,
          ),
        )
      }
      className={buttonClass({}, 'h-6! text-12')}
    >
      <Columns3 aria-hidden className="size-3.5!" />
      <span className="max-md:hidden">{words.columnsShown(shown.length)}</span>
    </Picker>
  )
}
