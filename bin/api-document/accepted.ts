/** Breaking changes of REST since the last release that are meant, as `bin/openapi --check` words them, and why. Empty again
 *  after `bin/openapi --release`. */
export const accepted: { readonly [change: string]: string } = {}
