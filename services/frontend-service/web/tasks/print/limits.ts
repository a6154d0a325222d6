/** Most tasks on one print: about thirty sheets. */
export const PRINTED_MAX = 1000
