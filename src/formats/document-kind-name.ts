import type { Documents } from "./written.generated.ts";

/** The kinds of documents under `access/`. Each has a schema with its name and one row in every table by kind. */
export type DocumentKindName = keyof Documents;
