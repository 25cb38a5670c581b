import type { OktaClient } from "./client.ts";

/** What every write needs. */
export interface OktaWriting {
  readonly client: OktaClient;
  readonly join: string;
}
