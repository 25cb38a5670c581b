/** The sandbox's only source of time, in epoch milliseconds. */
export interface SandboxClock {
  now(): number;
}

/** One request as a service sees it: parsed and decoded, no socket left. */
export interface SandboxRequest {
  /** In capitals. */
  readonly method: string;
  /** Without the query, percent-decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case; a repeated header is joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON; undefined when there is no body or it is not JSON. */
  readonly body: unknown;
  readonly rawBody: string;
  /** `http://127.0.0.1:PORT` of this server: the start of every absolute link in an answer. */
  readonly origin: string;
  /** How many requests the server is working on at the moment, this one included. */
  readonly inFlight: number;
}

export interface SandboxLink {
  readonly rel: string;
  readonly href: string;
}

export interface SandboxReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Each goes out as a `Link` header line of its own. */
  readonly links?: readonly SandboxLink[];
  /** A string goes out as it is, anything else as JSON; undefined: no body. */
  readonly body?: unknown;
}

/** A provider that answers requests and remembers what they did. */
export interface SandboxService {
  readonly name: string;
  handle(request: SandboxRequest): SandboxReply | Promise<SandboxReply>;
  /** The refusals of this provider, in its own form, for the faults that a test or a person asks for. */
  readonly refusals?: SandboxRefusals;
  /** Whether the request changes something; default: every method but GET and HEAD. */
  isWrite?(request: SandboxRequest): boolean;
}

export interface SandboxRefusals {
  /** A failure of the server, for example 500 or 503. */
  failure(status: number, request: SandboxRequest): SandboxReply;
  /** Too many requests; the window opens again at `resetAt`, in epoch milliseconds. */
  throttled(resetAt: number, request: SandboxRequest): SandboxReply;
}

/** One finished exchange. */
export interface Exchange {
  readonly request: SandboxRequest;
  readonly reply: SandboxReply;
  /** The caller did not get the service's own answer: a fault made it, changed it or held it back. */
  readonly isFault: boolean;
}
