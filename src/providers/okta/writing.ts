import type { OktaClient } from "./client.ts";

/** The context of every write. */
export interface OktaWriting {
  readonly client: OktaClient;
  readonly join: string;
}
