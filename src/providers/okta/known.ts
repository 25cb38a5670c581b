import type { Known } from "../../ports/access.ts";
import type { OktaClient } from "./client.ts";

export const absent = { kind: "absent" } as const;

/** Returns the result for a value that cannot be part of a request. */
export const rejected = (message: string): Known<never> => ({
  kind: "unknown",
  failure: { kind: "rejected", message },
});

/** Returns the result of reading one object: 404 is absent, any other failure is unknown. */
export async function known<T>(client: OktaClient, read: () => Promise<T>): Promise<Known<T>> {
  try {
    return { kind: "found", value: await client.read(read) };
  } catch (error) {
    const failure = client.failureOf(error, false);
    return failure.kind === "not-found" ? absent : { kind: "unknown", failure };
  }
}

/** Returns the result of a value that is null where the object does not exist. */
export function foundOrAbsent<T>(result: Known<T | null>): Known<T> {
  if (result.kind !== "found") return result;
  return result.value === null ? absent : { kind: "found", value: result.value };
}
