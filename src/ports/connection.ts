import type { AccessModel, System } from "../model/documents.ts";
import type { AccessReader, AccessWriter } from "./access.ts";

/** One connected provider: the reader for planning, and the writer that only apply asks for. */
export interface Connection {
  readonly system: System;
  readonly reader: AccessReader;
  readonly writer: () => Promise<AccessWriter>;
}

/**
 * Connects every system of a model that has a provider to ask. Throws a `UsageError` with everything that is missing, for all
 * systems at once.
 */
export type Connect = (model: AccessModel) => Promise<readonly Connection[]>;
