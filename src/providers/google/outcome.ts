import type { ProviderFailure, WriteResult } from "../../ports/access.ts";

export const written = (id: string | null = null): WriteResult => ({ kind: "written", id });

export const alreadySo: WriteResult = { kind: "already-so" };

export const failed = (failure: ProviderFailure): WriteResult => ({ kind: "failed", failure });

export const refused = (kind: "conflict" | "rejected", message: string): WriteResult => failed({ kind, message });

/** The write cannot be expressed for Google and was not sent. The message states the reason. */
export class WriteRefused extends Error {
  override readonly name = "WriteRefused";
}
