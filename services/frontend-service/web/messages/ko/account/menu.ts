/** Headings of the menu of settings; between them stands the name of the workspace. */
export const menu = {
  account: '계정',
  installation: '설치',
}
