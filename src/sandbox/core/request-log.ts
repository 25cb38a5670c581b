/** One request and the status of its answer. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  /** Without the question mark; empty when there is none. */
  readonly query: string;
  /** 0 when there was no answer: the connection was dropped or left open. */
  readonly status: number;
  /** The time of arrival, in epoch milliseconds of the sandbox's clock. */
  readonly at: number;
  readonly isWrite: boolean;
}

export interface RequestFilter {
  readonly method?: string;
  /** The complete path, or a pattern. */
  readonly path?: string | RegExp;
  readonly status?: number;
  readonly isWrite?: boolean;
}

/** Returns how many requests match the filter; all of them without a filter. */
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
