import type { ProviderFailure, WriteResult } from "../../ports/access.ts";

export const written = (id: string | null = null): WriteResult => ({ kind: "written", id });

export const alreadySo: WriteResult = { kind: "already-so" };

/** Returns a failure as a provider reports it. */
export function refused(kind: "not-found" | "conflict" | "rejected" | "denied", message: string): WriteResult {
  return { kind: "failed", failure: { kind, message } satisfies ProviderFailure };
}
