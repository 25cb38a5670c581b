import type { SandboxReply } from "../core/exchange.ts";

/** A request that GitHub refuses. */
export class GithubRefusal extends Error {
  override readonly name = "GithubRefusal";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly errors: readonly Readonly<Record<string, string>>[] | undefined;
  constructor(
    status: number,
    message: string,
    more: { headers?: Record<string, string>; errors?: readonly Record<string, string>[] } = {},
  ) {
    super(message);
    this.status = status;
    this.headers = more.headers ?? {};
    this.errors = more.errors;
  }
}

export const notFound = (): GithubRefusal => new GithubRefusal(404, "Not Found");

/** The refusal for a token of a workflow or an app without the permission. */
export const notByIntegration = (): GithubRefusal => new GithubRefusal(403, "Resource not accessible by integration");

export function invalid(resource: string, field: string, message: string): GithubRefusal {
  return new GithubRefusal(422, "Validation Failed", { errors: [{ resource, field, code: "custom", message }] });
}

/** The refusal for a body of an invalid form. */
export const malformed = (message: string): GithubRefusal => new GithubRefusal(422, `Invalid request.\n\n${message}`);

export function refusalReply({ status, message, headers, errors }: GithubRefusal): SandboxReply {
  const documentation = { documentation_url: "https://docs.github.example/rest", status: String(status) };
  return { status, headers, body: { message, ...(errors !== undefined && { errors }), ...documentation } };
}
