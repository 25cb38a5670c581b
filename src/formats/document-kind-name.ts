import type { Documents } from "./written.generated.ts";

/** The kinds of documents under `access/`: each has a schema of its name, and is one row of every table by kind. */
export type DocumentKindName = keyof Documents;
