import type { Messages } from '../ko.ts'

export const account: Messages['account'] = {
  email: 'Email',
  password: 'Password',
  name: 'Name',
  workspace: 'Workspace name',
  workspaceHint: 'Your team or company. You can change it later.',
  passwordHint: 'At least 8 characters. No symbols required.',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  signIn: 'Sign in',
  signUp: 'Create account',
  signOut: 'Sign out',
  welcomeBack: 'Welcome back',
  signInLead: 'Sign in with a passkey or your password.',
  signInTo: (place) => `Sign in and you go straight to ${place}.`,
  sessionEnded: 'Your session ended. Sign in and you are back where you were.',
  noAccount: 'New here?',
  haveAccount: 'Already have an account?',
  signUpTitle: 'Start with TaskMate',
  signUpLead: 'One place for the work of your team.',
}
