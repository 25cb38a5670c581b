import type { SdkRequest, SdkResponse } from "./send.ts";

/** How the requests of a client are authorized. */
export interface OktaAuthorization {
  /**
   * Returns what authorizes a request, before it waits for its turn.
   * @param agent the proxy of the request, which a request for a token uses as well
   */
  prepare(agent: unknown): Promise<RequestAuthorization>;
  /** Returns the scopes of the current token; null: an API token, which has the rights of its owner. */
  scopes(): Promise<readonly string[] | null>;
}

export interface RequestAuthorization {
  /** Returns the headers for one sending. */
  headers(method: string, url: string): Readonly<Record<string, string>>;
  /** Returns whether a rejected request was not processed and can be sent again with another authorization. */
  canReplace(response: SdkResponse): boolean;
}

/** Sends a request within the limits. `create` returns the request for each sending. */
export type PacedSend = (create: () => SdkRequest) => Promise<SdkResponse>;

/** The authorization of an API token. The SDK sets the header. */
export const apiToken: OktaAuthorization = {
  prepare: () => Promise.resolve({ headers: () => ({}), canReplace: () => false }),
  scopes: () => Promise.resolve(null),
};
