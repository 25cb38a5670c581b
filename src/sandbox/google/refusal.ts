import type { SandboxReply } from "../core/exchange.ts";

/** The kinds of key a Directory path can hold; a 404 names the one that led nowhere. */
export type KeyKind = "userKey" | "groupKey" | "memberKey" | "alias";

/** An answer that is a refusal, in the shape the Directory API gives it. */
export class DirectoryRefusal extends Error {
  readonly status: number;
  readonly reason: string;
  readonly domain: string;

  constructor(status: number, reason: string, message: string, domain = "global") {
    super(message);
    this.status = status;
    this.reason = reason;
    this.domain = domain;
  }
}

/** A field or parameter holds something the API does not accept. */
export function invalid(message: string): DirectoryRefusal {
  return new DirectoryRefusal(400, "invalid", `Invalid Input: ${message}`);
}

/** A field or parameter that must be there is not. */
export function required(field: string): DirectoryRefusal {
  return new DirectoryRefusal(400, "required", `Missing required field: ${field}`);
}

/** The request's own form is wrong: a list without customer or domain, two filters that exclude each other. */
export function badRequest(message: string): DirectoryRefusal {
  return new DirectoryRefusal(400, "badRequest", message);
}

/** The body is not JSON. */
export function unreadable(): DirectoryRefusal {
  return new DirectoryRefusal(400, "parseError", "Parse Error");
}

/** The key leads to nothing. */
export function notFound(key: KeyKind): DirectoryRefusal {
  return new DirectoryRefusal(404, "notFound", `Resource Not Found: ${key}`);
}

/** The address or membership is already there. */
export function duplicate(message: "Entity already exists." | "Member already exists."): DirectoryRefusal {
  return new DirectoryRefusal(409, "duplicate", message);
}

/** The change would break a rule of the directory itself, for example a cycle of groups. */
export function conditionNotMet(message: string): DirectoryRefusal {
  return new DirectoryRefusal(412, "conditionNotMet", message);
}

/** The caller may not touch this, for example an address of somebody else's domain. */
export function forbidden(): DirectoryRefusal {
  return new DirectoryRefusal(403, "forbidden", "Not Authorized to access this resource/api");
}

/** The wire form of a refusal: `code` and `message` stand twice, as the API sends them. */
export function refusalReply({ status, reason, message, domain }: DirectoryRefusal): SandboxReply {
  return {
    status,
    ...(status === 401 && { headers: { "WWW-Authenticate": 'Bearer realm="https://accounts.google.com/"' } }),
    body: { error: { code: status, message, errors: [{ message, domain, reason }] } },
  };
}
