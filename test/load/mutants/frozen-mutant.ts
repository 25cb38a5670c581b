/**
 * A mutated document of the complete company: its file, the mutation, the lines that were replaced, the lines that
 * replace them, and all expected findings: `code line:column`, or `code file:line:column` of another file.
 */
export type FrozenMutant = readonly [file: string, what: string, cut: string, put: string, says: string];
