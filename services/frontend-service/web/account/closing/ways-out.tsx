import { Link } from '@tanstack/react-router'
import { m } from '../../messages.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { policyWords } from '../factor/policy-words.ts'
import { signOut } from '../sign-out.ts'

/** Where somebody may go from a workspace that is closed to them: their own account, or out. */
export const WaysOut = () => (
  <>
    <Link
      to="/settings/security"
      search={{}}
      className={buttonClass({ kind: 'line', size: 'large' })}
    >
      {policyWords().toAccount}
    </Link>
    <Button size="large" onClick={() => void signOut()}>
      {m.account.signOut}
    </Button>
  </>
)
