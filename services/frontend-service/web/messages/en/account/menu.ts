import type { menu as ko } from '../../ko/account/menu.ts'

export const menu: typeof ko = {
  account: 'Account',
  installation: 'Installation',
}
