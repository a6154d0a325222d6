/** A name as part of a pattern with the flag `u`, which takes no backslash before other signs. It does not go on in Latin letters or in
 *  figures: `José` is not in `Joséphine`, nor `김지은` in `김지은2`. A Korean particle may follow. */
export const namePattern = (name: string) =>
  `${name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?![\\p{Script=Latin}\\p{N}_])`
