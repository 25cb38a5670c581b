/** A group of requests with one rate limit at Okta, and its default until responses announce the limit. */
export interface OktaBucket {
  readonly bucket: string;
  readonly defaultLimit: number;
}

/**
 * Returns the most specific bucket of a request. The limits are the last that Okta published (workforce organizations,
 * November 2025). Since then they are only in response headers.
 */
export function bucketOf(method: string, path: string): OktaBucket {
  const [first = "", id, rest] = path
    .replace(/^\/+api\/v1\//, "")
    .split("/")
    .filter(Boolean);
  const isOne = id !== undefined && rest === undefined;
  if (path.endsWith("/oauth2/v1/token")) return { bucket: "/oauth2/v1/token", defaultLimit: 600 };
  if (first === "users" && isOne && method === "GET") return { bucket: "GET /api/v1/users/{id}", defaultLimit: 2000 };
  if (first === "users" && isOne && id !== "me") return { bucket: "/api/v1/users/{id}", defaultLimit: 600 };
  if (first === "users") return { bucket: "/api/v1/users", defaultLimit: 600 };
  if (first === "groups" && isOne && id !== "rules") return { bucket: "/api/v1/groups/{id}", defaultLimit: 1000 };
  // Lists of groups, members, membership writes and rules share this bucket.
  if (first === "groups") return { bucket: "/api/v1/groups", defaultLimit: 500 };
  if (first === "apps" && isOne) return { bucket: "/api/v1/apps/{id}", defaultLimit: 500 };
  // Lists of apps, and the users and groups of apps.
  if (first === "apps") return { bucket: "/api/v1/apps", defaultLimit: 100 };
  if (first === "logs") return { bucket: "/api/v1/logs", defaultLimit: 120 };
  return { bucket: "/api/v1", defaultLimit: 1200 };
}
