/** One request that came in, and how it was answered. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  /** Without the question mark; empty when there is none. */
  readonly query: string;
  /** 0 when there was no answer: the connection was dropped, or left to hang. */
  readonly status: number;
  /** When it came in, in epoch milliseconds of the sandbox's clock. */
  readonly at: number;
  readonly isWrite: boolean;
}

export interface RequestFilter {
  readonly method?: string;
  /** The whole path, or a pattern. */
  readonly path?: string | RegExp;
  readonly status?: number;
  readonly isWrite?: boolean;
}

/** How many of the requests fit the filter; all of them without one. */
export function countRequests(requests: readonly RequestRecord[], filter: RequestFilter = {}): number {
  const { method, path, status, isWrite } = filter;
  return requests.filter(
    (request) =>
      (method === undefined || request.method === method.toUpperCase()) &&
      (path === undefined || (typeof path === "string" ? request.path === path : request.path.search(path) >= 0)) &&
      (status === undefined || request.status === status) &&
      (isWrite === undefined || request.isWrite === isWrite),
  ).length;
}
