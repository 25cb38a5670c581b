import { expect, it } from "vitest";
import { bucketOf } from "../../../src/providers/okta/bucket.ts";

it.each([
  ["GET", "/api/v1/users", "/api/v1/users"],
  ["POST", "/api/v1/users", "/api/v1/users"],
  ["GET", "/api/v1/users/00uADA", "GET /api/v1/users/{id}"],
  ["POST", "/api/v1/users/00uADA", "/api/v1/users/{id}"],
  ["GET", "/api/v1/users/00uADA/groups", "/api/v1/users"],
  ["POST", "/api/v1/users/00uADA/lifecycle/suspend", "/api/v1/users"],
  ["GET", "/api/v1/groups", "/api/v1/groups"],
  ["GET", "/api/v1/groups/00gX/users", "/api/v1/groups"],
  ["PUT", "/api/v1/groups/00gX/users/00uADA", "/api/v1/groups"],
  ["GET", "/api/v1/groups/rules", "/api/v1/groups"],
  ["GET", "/api/v1/groups/00gX", "/api/v1/groups/{id}"],
  ["POST", "/oauth2/v1/token", "/oauth2/v1/token"],
  ["GET", "/api/v1/apps", "/api/v1/apps"],
  ["GET", "/api/v1/apps/0oaX", "/api/v1/apps/{id}"],
  ["GET", "/api/v1/apps/0oaX/users", "/api/v1/apps"],
  ["DELETE", "/api/v1/apps/0oaX/users/00uADA", "/api/v1/apps"],
  ["GET", "/api/v1/users/00uADA/roles", "/api/v1/users"],
  ["GET", "/api/v1/iam/assignees/users", "/api/v1"],
  ["GET", "/api/v1/logs", "/api/v1/logs"],
  ["GET", "/api/v1/iam/roles", "/api/v1"],
])("%s %s counts in %s", (method, path, bucket) => {
  expect(bucketOf(method, path).bucket).toBe(bucket);
});
