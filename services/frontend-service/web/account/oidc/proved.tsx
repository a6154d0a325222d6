import { Button } from '../../ui/button.tsx'
import { AuthLayout } from '../sign-in/auth-layout.tsx'
import { oidcWords } from './oidc-words.ts'

export const CloseWindow = () => (
  <Button kind="line" size="large" className="w-full" onClick={() => window.close()}>
    {oidcWords().close}
  </Button>
)

/** Most browsers close it by themselves. */
export const Proved = () => (
  <AuthLayout title={oidcWords().proved} lead={<span role="status">{oidcWords().provedLead}</span>}>
    <CloseWindow />
  </AuthLayout>
)
