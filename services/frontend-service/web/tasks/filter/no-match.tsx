import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { filterWords } from './filter-words.ts'

/** Nothing fits the filter, which is not the same as a project without tasks. */
export const NoMatch = ({ onClear }: { onClear: () => void }) => (
  <EmptyState
    title={filterWords().noMatch}
    action={
      <Button kind="line" onClick={onClear}>
        {filterWords().clear}
      </Button>
    }
  />
)
