import { sortedBy } from "../../support/compare.ts";

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
  /** The rate limit under which the request counts; null: the service does not count by limit. */
  readonly bucket: string | null;
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

/** Returns the number of requests under each rate limit, in the order of the names. */
export function requestsByBucket(requests: readonly RequestRecord[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { bucket } of requests) if (bucket !== null) counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  return Object.fromEntries(sortedBy(counts, ([bucket]) => bucket));
}
