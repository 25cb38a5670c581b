import type { GoogleClient } from "./client.ts";

/** The context of every write. */
export interface GoogleWriting {
  readonly client: GoogleClient;
  readonly join: string;
  readonly randomPassword: () => string;
}
