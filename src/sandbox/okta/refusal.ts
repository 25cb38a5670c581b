import type { SandboxReply } from "../core/exchange.ts";

/** An error answer in the form of the Management API. */
export class OktaRefusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly causes: readonly string[];

  constructor(status: number, code: string, summary: string, causes: readonly string[] = []) {
    super(summary);
    this.status = status;
    this.code = code;
    this.causes = causes;
  }
}

/** A value or a status is not accepted; `what` names the invalid object, for example `login`. */
export function invalid(what: string, ...causes: readonly string[]): OktaRefusal {
  return new OktaRefusal(400, "E0000001", `Api validation failed: ${what}`, causes);
}

/** Another object already has this value. */
export function taken(field: string): OktaRefusal {
  return invalid(field, `${field}: An object with this field already exists in the current organization`);
}

/** The body is missing, is not JSON, or has an unknown form. */
export function malformed(): OktaRefusal {
  return new OktaRefusal(400, "E0000003", "The request body was not well-formed.");
}

export type OktaObjectType =
  "User" | "UserGroup" | "GroupRule" | "AppInstance" | "AppUser" | "ApplicationGroupAssignment" | "RoleAssignment";

/** No object has this id. */
export function notFound(id: string, type: OktaObjectType): OktaRefusal {
  return new OktaRefusal(404, "E0000007", `Not found: Resource not found: ${id} (${type})`);
}

/** The caller has no permission, or the object cannot be changed: imported and built-in groups. */
export function forbidden(): OktaRefusal {
  return new OktaRefusal(403, "E0000006", "You do not have permission to perform the requested action");
}

/** The operation is not allowed in the user's status. */
export function wrongStatus(): OktaRefusal {
  return new OktaRefusal(403, "E0000038", "This operation is not allowed in the user's current status.");
}

/** A required parameter is missing. */
export function missingParameter(): OktaRefusal {
  return new OktaRefusal(400, "E0000028", "The request is missing a required parameter.");
}

/** Returns the wire form of a refusal; `id` identifies this occurrence. */
export function refusalReply({ status, code, message, causes }: OktaRefusal, id: string): SandboxReply {
  return {
    status,
    body: {
      errorCode: code,
      errorSummary: message,
      errorLink: code,
      errorId: id,
      errorCauses: causes.map((errorSummary) => ({ errorSummary })),
    },
  };
}
