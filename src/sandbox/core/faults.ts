import type { SandboxRefusals, SandboxReply, SandboxRequest } from "./exchange.ts";

/** `before`: the request never takes effect; `after`: it takes effect, but the caller gets no success. */
export type FaultTime = "before" | "after";

/**
 * A failure of the transport.
 * - `status`: a server error; `as: "html"` sends a gateway's page instead of the provider's own body
 * - `throttle`: too many requests, in the provider's form; `status` where a provider has two forms (Google: 403, 429)
 * - `cut-page`: half of a list's entries without a next link, with status 200
 * - `drop`: the connection breaks in the middle of the answer; the request has taken effect
 * - `hang`: no answer until the caller gives up or the sandbox closes
 * - `rewrite`: any other change; receives the true answer and returns the answer to send
 */
export type Fault =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly when?: FaultTime;
      readonly as?: "provider" | "html";
    }
  | { readonly kind: "throttle"; readonly resetInSeconds: number; readonly status?: 403 | 429 }
  | { readonly kind: "cut-page" }
  | { readonly kind: "drop" }
  | { readonly kind: "hang"; readonly when?: FaultTime }
  | { readonly kind: "rewrite"; readonly rewrite: (reply: SandboxReply, request: SandboxRequest) => SandboxReply };

/** Selects the requests that a fault applies to: all that match, except the first `skip`, and at most `times` of them. */
export interface FaultRule {
  readonly fault: Fault;
  readonly method?: string;
  /** A text matches the start of the path, up to the end or a slash. */
  readonly path?: string | RegExp;
  readonly skip?: number;
  readonly times?: number;
}

/** Decides how the fault injector handles a request. Calling `answer` carries out the request. */
export type Delivery =
  | { readonly kind: "reply"; readonly reply: SandboxReply; readonly isFault: boolean }
  | { readonly kind: "drop"; readonly reply: SandboxReply }
  | { readonly kind: "hang"; readonly reply: SandboxReply };

export interface FaultContext {
  readonly request: SandboxRequest;
  readonly now: number;
  readonly refusals: SandboxRefusals | undefined;
  readonly answer: () => Promise<SandboxReply>;
}

/** The active fault rules. The first rule that matches and is not used up applies. */
export class Faults {
  #rules: { readonly rule: FaultRule; met: number }[] = [];

  add(rule: FaultRule): void {
    this.#rules.push({ rule, met: 0 });
  }

  clear(): void {
    this.#rules = [];
  }

  /** Returns the fault for this request, and counts the request for the rules' `skip` and `times`. */
  next(request: SandboxRequest): Fault | undefined {
    for (const entry of this.#rules) {
      const { rule } = entry;
      if (!matches(rule, request)) continue;
      const { skip = 0, times = Infinity } = rule;
      if (entry.met >= skip + times) continue;
      entry.met += 1;
      if (entry.met > skip) return rule.fault;
    }
    return undefined;
  }
}

function matches({ method, path }: FaultRule, request: SandboxRequest): boolean {
  if (method !== undefined && method.toUpperCase() !== request.method) return false;
  if (path === undefined) return true;
  if (typeof path !== "string") return request.path.search(path) >= 0;
  return request.path === path || request.path.startsWith(path.endsWith("/") ? path : `${path}/`);
}

/** Returns how a request with this fault is handled. */
export async function faulted(fault: Fault, context: FaultContext): Promise<Delivery> {
  const { request, now, refusals, answer } = context;
  switch (fault.kind) {
    case "status": {
      if (fault.when === "after") await answer();
      const html = fault.as === "html" || refusals === undefined;
      return asReply(html ? gatewayPage(fault.status) : refusals.failure(fault.status, request));
    }
    case "throttle": {
      const { resetInSeconds, status } = fault;
      const reply = refusals?.throttled(now + resetInSeconds * 1000, request) ?? {
        ...gatewayPage(429),
        headers: { "Content-Type": "text/html", "Retry-After": String(resetInSeconds) },
      };
      return asReply(status === undefined ? reply : withStatus(reply, status));
    }
    case "cut-page":
      return asReply(cutPage(await answer()));
    case "drop":
      return { kind: "drop", reply: await answer() };
    case "hang":
      return { kind: "hang", reply: fault.when === "after" ? await answer() : { status: 0 } };
    case "rewrite":
      return asReply(fault.rewrite(await answer(), request));
  }
}

function asReply(reply: SandboxReply): Delivery {
  return { kind: "reply", reply, isFault: true };
}

/** Returns the error page of a gateway in front of the provider: HTML, not JSON. */
function gatewayPage(status: number): SandboxReply {
  const body = `<!DOCTYPE html><html><head><title>${status}</title></head><body><h1>${status}</h1></body></html>`;
  return { status, headers: { "Content-Type": "text/html" }, body };
}

/** Sets the status in the body too, where Google repeats it. */
function withStatus(reply: SandboxReply, status: number): SandboxReply {
  const { body } = reply;
  if (!isObject(body) || !isObject(body["error"])) return { ...reply, status };
  return { ...reply, status, body: { ...body, error: { ...body["error"], code: status } } };
}

/** Returns a truncated list: the first half of its entries, without a next link or page token. */
export function cutPage(reply: SandboxReply): SandboxReply {
  const { links = [], body } = reply;
  const kept = links.filter(({ rel }) => rel !== "next");
  if (Array.isArray(body)) return { ...reply, links: kept, body: firstHalf(body) };
  if (!isObject(body)) return { ...reply, links: kept };
  const cut = Object.entries(body)
    .filter(([field]) => field !== "nextPageToken")
    .map(([field, value]) => [field, Array.isArray(value) ? firstHalf(value) : value]);
  return { ...reply, links: kept, body: Object.fromEntries(cut) };
}

function firstHalf(items: readonly unknown[]): readonly unknown[] {
  return items.slice(0, Math.floor(items.length / 2));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
