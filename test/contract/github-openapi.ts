import { createRequire } from "node:module";
import type { Exchange } from "../../src/sandbox/core/exchange.ts";
import type { RunningSandbox } from "../../src/sandbox/core/server.ts";
import { createOpenApiChecker } from "./openapi-checker.ts";
import type { OpenApiChecker, OpenApiDocument } from "./openapi-checker.ts";

type Json = Readonly<Record<string, unknown>>;

/** Matches the operations of GitHub's description that Rolecall and its sandbox use, by path. */
const used =
  /^\/(user|orgs\/\{org\}\/teams\/\{team_slug\}\/members|repos\/\{owner\}\/\{repo\}(|\/activity|\/contents\/\{path\}|\/pulls(|\/\{pull_number\}(|\/reviews|\/commits|\/requested_reviewers|\/merge))|\/commits\/\{(commit_sha|ref)\}\/(pulls|check-runs)|\/issues(|\/\{issue_number\}(|\/comments|\/labels)|\/comments\/\{comment_id\})|\/check-runs(|\/\{check_run_id\}(|\/annotations))|\/rules\/branches\/\{branch\}|\/rulesets\/\{ruleset_id\}|\/branches\/\{branch\}\/protection|\/environments\/\{environment_name\}(|\/deployment-branch-policies|\/secrets)|\/keys|\/(dependabot|codespaces)\/secrets|\/actions\/(secrets|organization-secrets|permissions|permissions\/workflow|permissions\/fork-pr-workflows-private-repos|runners|workflows|oidc\/customization\/sub)|\/codeowners\/errors))$/;

/** Fields that GitHub returns although its description does not have them. */
const undescribed = [/"can_admins_bypass"/, /the answer 4\d\d: .*"status"/];

/** Matches a route by ids that is described only by names. The responses are the same. */
const teamById = /^\/organizations\/\d+\/team\/\d+\/members$/;

/**
 * Returns a checker for the part of GitHub's published description that the sandbox answers. The main module of the package
 * reads ten descriptions of about 400 MB. This reads only the one of github.com, once for each test file.
 */
export function githubChecker(): OpenApiChecker {
  const whole = createRequire(import.meta.url)("@octokit/openapi/generated/api.github.com.json") as OpenApiDocument;
  return createOpenApiChecker(trimmed(whole));
}

/** Returns only the used paths and their references, without examples, which the check would read as schemas. */
export function trimmed({ paths, components = {} }: OpenApiDocument): OpenApiDocument {
  const kept: Record<string, Record<string, unknown>> = {};
  const take = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(take);
    if (typeof value !== "object" || value === null) return value;
    const reference = (value as Json)["$ref"];
    if (typeof reference === "string") keep(reference);
    // In this notation, null is not an enum value of a nullable field, but it is returned.
    const { nullable, enum: named } = value as Json;
    const told =
      nullable === true && Array.isArray(named) ? { ...value, enum: [...(named as unknown[]), null] } : value;
    return Object.fromEntries(
      Object.entries(told)
        .filter(([name, inner]) => !(isExample(name) && !isSchemaOf(name, inner)))
        .map(([name, inner]) => [name, take(inner)]),
    );
  };
  const keep = (reference: string): void => {
    const [, kind = "", name = ""] = /^#\/components\/(\w+)\/(.+)$/.exec(reference) ?? [];
    const shelf = (kept[kind] ??= {});
    if (name in shelf) return;
    shelf[name] = {};
    shelf[name] = take((components[kind] as Json)[name]);
  };
  const trimmedPaths = Object.fromEntries(
    Object.entries(paths)
      .filter(([path]) => used.test(path))
      .map(([path, item]) => [path, take(item) as Json]),
  );
  keep("#/components/schemas/validation-error");
  // The checker uses this name for refusals that an operation does not list.
  const Error = {
    type: "object",
    required: ["message", "documentation_url"],
    properties: {
      ...((kept["schemas"]?.["basic-error"] ?? {}) as { properties?: object }).properties,
      errors: { type: "array", items: { type: "object", additionalProperties: true } },
    },
  };
  return { paths: trimmedPaths, components: { ...kept, schemas: { ...kept["schemas"], Error } } };
}

/** Checks for examples and GitHub's notes, for example about later versions. */
const isExample = (name: string): boolean => name === "example" || name === "examples" || name.startsWith("x-");

/** Checks for a schema. A property can also have the name "example". */
const isSchemaOf = (name: string, value: unknown): boolean =>
  name === "example" && typeof value === "object" && value !== null && "type" in value && "description" in value;

export interface JudgedExchanges {
  /** Method and status of all checked exchanges. */
  readonly seen: ReadonlySet<string>;
  readonly problems: () => readonly string[];
}

/** Checks every later exchange with the sandbox. */
export function judgeGithubExchanges(sandbox: RunningSandbox, checker: OpenApiChecker): JudgedExchanges {
  const problems: string[] = [];
  const seen = new Set<string>();
  sandbox.onExchange((exchange) => {
    const { request, reply } = exchange;
    const path = request.path.replace(teamById, "/orgs/acme/teams/a-team/members");
    const judged: Exchange = { ...exchange, request: { ...request, path: oneSegment(path) } };
    seen.add(`${request.method} ${reply.status}`);
    problems.push(...checker.check(judged).filter((problem) => !undescribed.some((known) => known.test(problem))));
  });
  return { seen, problems: () => problems };
}

/** Converts the path of a file to one segment, as in the description. */
const oneSegment = (path: string): string =>
  path.replace(/\/contents\/(.+)$/, (_, rest: string) => `/contents/${rest.replaceAll("/", "%2F")}`);
