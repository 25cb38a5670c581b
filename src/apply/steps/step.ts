import type { CreatedIds } from "../created-ids.ts";
import type { GroupWriters } from "../group-writers.ts";
import type { MemberLists } from "../member-lists.ts";
import type { AccessReader, Known, ProviderFailure, ProviderWrite } from "../../ports/access.ts";
import { failureText } from "../failure-text.ts";

/** The result of a read, compared with the plan's state before and after. */
export type ReadResult =
  | { readonly kind: "as-planned" }
  | { readonly kind: "as-wanted" }
  /** Neither: the object changed after the plan was made. `text` has the expected and the actual state. */
  | { readonly kind: "differs"; readonly text: string }
  | { readonly kind: "unknown"; readonly text: string; readonly failure: ProviderFailure };

/** One executable operation: the write with its ids, and the read of the object that it writes to. */
export interface Step {
  readonly write: ProviderWrite;
  /** Reads only the one object, by its id (by address or name before it exists), never by a list (I12). */
  readonly read: () => Promise<ReadResult>;
  /** Checks the precondition with a read that other operations share. Null: it does not suffice, so `read` is needed. */
  readonly sharedBefore?: () => Promise<ReadResult | null>;
  /**
   * Proves the write with a read that other operations share. Null: it does not, so `read` is needed. `onWait` is called if
   * the read comes after further writes.
   */
  readonly sharedAfter?: (onWait: () => void) => Promise<ReadResult | null>;
  /** Receives the provider's id of the created object. */
  readonly created: (id: string) => void;
}

/** What the steps of one run share. */
export interface StepContext {
  readonly reader: AccessReader;
  readonly ids: CreatedIds;
  readonly writers: GroupWriters;
  readonly lists: MemberLists;
}

export const asPlanned: ReadResult = { kind: "as-planned" };
export const asWanted: ReadResult = { kind: "as-wanted" };
export const differs = (text: string): ReadResult => ({ kind: "differs", text });

/** The answers of the provider contradict each other, so the state is not known. */
export const unknown = (text: string): ReadResult => ({
  kind: "unknown",
  text,
  failure: { kind: "unexpected", message: text },
});

/**
 * Reads an object and lets `judge` interpret it (undefined: it does not exist). If the reader throws, the result is
 * unknown.
 */
export async function readObject<T>(
  read: () => Promise<Known<T>>,
  judge: (value: T | undefined) => ReadResult,
): Promise<ReadResult> {
  let known: Known<T>;
  try {
    known = await read();
  } catch (problem) {
    const message = problem instanceof Error ? problem.message : String(problem);
    known = { kind: "unknown", failure: { kind: "unexpected", message } };
  }
  switch (known.kind) {
    case "found":
      return judge(known.value);
    case "absent":
      return judge(undefined);
    case "unknown":
      return { kind: "unknown", text: failureText(known.failure), failure: known.failure };
  }
}

export const nothingCreated = (): void => {};
