import type { GoogleClient } from "./client.ts";

/** What every write needs. */
export interface GoogleWriting {
  readonly client: GoogleClient;
  readonly join: string;
  readonly randomPassword: () => string;
}
