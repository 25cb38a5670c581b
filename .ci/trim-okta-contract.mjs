// Trims Okta's published description of its Management API to the operations that the sandbox answers, and writes it to
// test/contract/okta/. Usage: node .ci/trim-okta-contract.mjs <published description as JSON>
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format } from "prettier";

const target = fileURLToPath(new URL("../test/contract/okta/okta-management.openapi.json", import.meta.url));

/** Methods by path, relative to /api/v1. Parameters have the names of the description. */
const used = {
  "/apps": ["get"],
  "/apps/{appId}": ["get"],
  "/apps/{appId}/groups": ["get"],
  "/apps/{appId}/groups/{groupId}": ["get", "put", "delete"],
  "/apps/{appId}/users": ["get", "post"],
  "/apps/{appId}/users/{userId}": ["get", "post", "delete"],
  "/groups": ["get", "post"],
  "/groups/rules": ["get", "post"],
  "/groups/rules/{groupRuleId}": ["get", "put", "delete"],
  "/groups/rules/{groupRuleId}/lifecycle/activate": ["post"],
  "/groups/rules/{groupRuleId}/lifecycle/deactivate": ["post"],
  "/groups/{groupId}": ["get", "put", "delete"],
  "/groups/{groupId}/apps": ["get"],
  "/groups/{groupId}/users": ["get"],
  "/groups/{groupId}/users/{userId}": ["put", "delete"],
  "/iam/assignees/users": ["get"],
  "/logs": ["get"],
  "/users": ["get", "post"],
  "/users/{id}": ["get", "post", "put", "delete"],
  "/users/{id}/groups": ["get"],
  "/users/{id}/lifecycle/activate": ["post"],
  "/users/{id}/lifecycle/deactivate": ["post"],
  "/users/{id}/lifecycle/expire_password": ["post"],
  "/users/{id}/lifecycle/reactivate": ["post"],
  "/users/{id}/lifecycle/reset_factors": ["post"],
  "/users/{id}/lifecycle/reset_password": ["post"],
  "/users/{id}/lifecycle/suspend": ["post"],
  "/users/{id}/lifecycle/unlock": ["post"],
  "/users/{id}/lifecycle/unsuspend": ["post"],
  "/users/{userId}/grants": ["delete"],
  "/users/{userId}/roles": ["get", "post"],
  "/users/{userId}/roles/{roleAssignmentId}": ["get", "delete"],
  "/users/{userId}/sessions": ["delete"],
};

/** Keys of text for readers and code generators, which the check does not read. */
const prose = new Set([
  "summary",
  "description",
  "example",
  "examples",
  "tags",
  "operationId",
  "externalDocs",
  "security",
  "x-codegen-request-body-name",
  "x-okta-lifecycle",
  "x-enumDescriptions",
]);

const [file] = process.argv.slice(2);
if (file === undefined)
  throw new Error("The published description is missing. Run: node .ci/trim-okta-contract.mjs <file>");
const { openapi, info, paths, components } = JSON.parse(readFileSync(file, "utf8"));

const kept = {};
/** Returns the value without prose, and keeps all schemas that it references. Names of properties are not keywords. */
function take(value, areNames = false) {
  if (Array.isArray(value)) return value.map((item) => take(item));
  if (typeof value !== "object" || value === null) return value;
  if (typeof value.$ref === "string") keep(value.$ref);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => areNames || !prose.has(name))
      .map(([name, inner]) => [name, take(inner, !areNames && name === "properties")]),
  );
}

function keep(reference) {
  const [, kind, name] = /^#\/components\/(\w+)\/(.+)$/.exec(reference) ?? [];
  const found = components[kind]?.[name];
  if (found === undefined) throw new Error(`The description does not contain ${reference}.`);
  kept[kind] ??= {};
  if (name in kept[kind]) return;
  kept[kind][name] = {};
  kept[kind][name] = take(found);
}

const trimmed = {};
for (const [path, methods] of Object.entries(used)) {
  const item = paths[`/api/v1${path}`];
  if (item === undefined) throw new Error(`The description does not contain /api/v1${path}.`);
  const chosen = item.parameters === undefined ? {} : { parameters: take(item.parameters) };
  for (const method of methods) {
    if (item[method] === undefined) throw new Error(`The description does not contain ${method} /api/v1${path}.`);
    chosen[method] = take(item[method]);
  }
  trimmed[`/api/v1${path}`] = chosen;
}
// The check uses this schema for refusals that an operation does not list.
keep("#/components/schemas/Error");
const sorted = Object.fromEntries(
  Object.entries(kept)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([kind, named]) => [kind, Object.fromEntries(Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1)))]),
);
const { title, version, license } = info;
const document = { openapi, info: { title, version, license }, paths: trimmed, components: sorted };
writeFileSync(target, await format(JSON.stringify(document), { parser: "json", printWidth: 120 }));
console.log(`${Object.keys(trimmed).length} paths, ${Object.keys(sorted.schemas).length} schemas in ${target}`);
