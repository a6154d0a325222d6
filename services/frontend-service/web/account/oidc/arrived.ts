/** What stands behind the `?` as the browser brought it: the router reads numbers into it, and would write them its own way. */
export const arrived = window.location.search
