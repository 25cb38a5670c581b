import type { StateDump } from "./state-dump.ts";

/** The sandbox's only source of time, in epoch milliseconds. */
export interface SandboxClock {
  now(): number;
}

/** One request as a service receives it: parsed, decoded and without a socket. */
export interface SandboxRequest {
  /** In upper case. */
  readonly method: string;
  /** Without the query, percent-decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case; a repeated header is joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON; undefined when there is no body or it is not JSON. */
  readonly body: unknown;
  readonly rawBody: string;
  /** `http://127.0.0.1:PORT` of this server: the start of all absolute links in an answer. */
  readonly origin: string;
  /** The number of requests that the server is processing, including this one. */
  readonly inFlight: number;
}

export interface SandboxLink {
  readonly rel: string;
  readonly href: string;
}

export interface SandboxReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Each link is sent in its own `Link` header line. */
  readonly links?: readonly SandboxLink[];
  /** A string is sent unchanged, any other value as JSON; undefined: no body. */
  readonly body?: unknown;
}

/** A provider that answers requests and keeps their effects. */
export interface SandboxService {
  readonly name: string;
  handle(request: SandboxRequest): SandboxReply | Promise<SandboxReply>;
  /** The refusals of this provider, in its own form, for faults. */
  readonly refusals?: SandboxRefusals;
  /** Whether the request changes data; default: every method except GET and HEAD. */
  isWrite?(request: SandboxRequest): boolean;
  /** Returns the rate limit under which the request counts. Absent: the requests are not counted by limit. */
  bucketOf?(request: SandboxRequest): string;
  /** Returns the actual state, independent of what the API shows at the moment. */
  dump?(): StateDump;
}

export interface SandboxRefusals {
  /** A server error, for example 500 or 503. */
  failure(status: number, request: SandboxRequest): SandboxReply;
  /** Too many requests; the window reopens at `resetAt`, in epoch milliseconds. */
  throttled(resetAt: number, request: SandboxRequest): SandboxReply;
}

/** One finished exchange. */
export interface Exchange {
  readonly request: SandboxRequest;
  readonly reply: SandboxReply;
  /** Whether a fault created, changed or withheld the answer. */
  readonly isFault: boolean;
}
