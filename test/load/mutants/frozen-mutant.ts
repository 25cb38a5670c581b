/**
 * A document of the whole company with something done to it: its file, what was done, the lines that were cut and what
 * stands there now, and everything that has to be said: `code line:column`, or `code file:line:column` of another file.
 */
export type FrozenMutant = readonly [file: string, what: string, cut: string, put: string, says: string];
