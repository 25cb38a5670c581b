import type { SandboxReply } from "../core/exchange.ts";

/** The kinds of key in a Directory path; a 404 names the kind of the key that was not found. */
export type KeyKind = "userKey" | "groupKey" | "memberKey" | "alias";

/** An error answer in the form of the Directory API. */
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

/** The value of a field or parameter is not accepted. */
export function invalid(message: string): DirectoryRefusal {
  return new DirectoryRefusal(400, "invalid", `Invalid Input: ${message}`);
}

/** A required field or parameter is missing. */
export function required(field: string): DirectoryRefusal {
  return new DirectoryRefusal(400, "required", `Missing required field: ${field}`);
}

/** The form of the request is wrong: a list without customer or domain, or two filters that exclude each other. */
export function badRequest(message: string): DirectoryRefusal {
  return new DirectoryRefusal(400, "badRequest", message);
}

/** The body is not JSON. */
export function unreadable(): DirectoryRefusal {
  return new DirectoryRefusal(400, "parseError", "Parse Error");
}

/** No object has this key. */
export function notFound(key: KeyKind): DirectoryRefusal {
  return new DirectoryRefusal(404, "notFound", `Resource Not Found: ${key}`);
}

/** The address or membership already exists. */
export function duplicate(message: "Entity already exists." | "Member already exists."): DirectoryRefusal {
  return new DirectoryRefusal(409, "duplicate", message);
}

/** The change would break a rule of the directory, for example with a cycle of groups. */
export function conditionNotMet(message: string): DirectoryRefusal {
  return new DirectoryRefusal(412, "conditionNotMet", message);
}

/** The caller is not permitted, for example to use an address of another organization's domain. */
export function forbidden(): DirectoryRefusal {
  return new DirectoryRefusal(403, "forbidden", "Not Authorized to access this resource/api");
}

/** The token does not have a scope that the request needs. */
export function insufficientScopes(): DirectoryRefusal {
  return new DirectoryRefusal(403, "insufficientPermissions", "Request had insufficient authentication scopes.");
}

/** Returns the wire form of a refusal: `code` and `message` appear twice, as in the API. */
export function refusalReply({ status, reason, message, domain }: DirectoryRefusal): SandboxReply {
  return {
    status,
    ...(status === 401 && { headers: { "WWW-Authenticate": 'Bearer realm="https://accounts.google.com/"' } }),
    body: { error: { code: status, message, errors: [{ message, domain, reason }] } },
  };
}
