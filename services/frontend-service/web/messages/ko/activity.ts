/** What stands beside an event of the activity. */
export const activity = {
  viaToken: (name: string) => `${name} 토큰으로`,
}
