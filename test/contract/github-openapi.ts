import { createRequire } from "node:module";
import type { Exchange } from "../../src/sandbox/core/exchange.ts";
import type { RunningSandbox } from "../../src/sandbox/core/server.ts";
import { createOpenApiChecker } from "./openapi-checker.ts";
import type { OpenApiChecker, OpenApiDocument } from "./openapi-checker.ts";

type Json = Readonly<Record<string, unknown>>;

/** The operations of GitHub's description that Rolecall and its sandbox know, by path. */
const used =
  /^\/(user|orgs\/\{org\}\/teams\/\{team_slug\}\/members|repos\/\{owner\}\/\{repo\}(|\/activity|\/contents\/\{path\}|\/pulls(|\/\{pull_number\}(|\/reviews|\/commits|\/requested_reviewers|\/merge))|\/commits\/\{(commit_sha|ref)\}\/(pulls|check-runs)|\/issues(|\/\{issue_number\}(|\/comments|\/labels)|\/comments\/\{comment_id\})|\/check-runs(|\/\{check_run_id\}(|\/annotations))|\/rules\/branches\/\{branch\}|\/rulesets\/\{ruleset_id\}|\/branches\/\{branch\}\/protection|\/environments\/\{environment_name\}(|\/deployment-branch-policies|\/secrets)|\/actions\/(secrets|organization-secrets|permissions|permissions\/workflow)|\/codeowners\/errors))$/;

/** GitHub answers these though its description leaves them out. */
const undescribed = [/"can_admins_bypass"/, /the answer 4\d\d: .*"status"/];

/** The form by ids of a route that is described by names: the answers are the same. */
const teamById = /^\/organizations\/\d+\/team\/\d+\/members$/;

/**
 * The part of GitHub's published description that the sandbox answers, ready to judge by. The package's own entry would
 * read ten descriptions of some 400 MB; this reads the one of github.com, and only once for each test file.
 */
export function githubChecker(): OpenApiChecker {
  const whole = createRequire(import.meta.url)("@octokit/openapi/generated/api.github.com.json") as OpenApiDocument;
  return createOpenApiChecker(trimmed(whole));
}

/** Only the used paths and what they refer to, without examples: those are no schemas, and the check would read them so. */
export function trimmed({ paths, components = {} }: OpenApiDocument): OpenApiDocument {
  const kept: Record<string, Record<string, unknown>> = {};
  const take = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(take);
    if (typeof value !== "object" || value === null) return value;
    const reference = (value as Json)["$ref"];
    if (typeof reference === "string") keep(reference);
    // A value that may be null is not among the named ones in this notation, and is answered all the same.
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
  // The checker asks for this name to judge refusals that an operation does not list.
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

/** Examples, and GitHub's own notes, such as how an answer will look in a later version. */
const isExample = (name: string): boolean => name === "example" || name === "examples" || name.startsWith("x-");

/** A property may be called "example" too. */
const isSchemaOf = (name: string, value: unknown): boolean =>
  name === "example" && typeof value === "object" && value !== null && "type" in value && "description" in value;

export interface JudgedExchanges {
  /** Method and status of all that was judged. */
  readonly seen: ReadonlySet<string>;
  readonly problems: () => readonly string[];
}

/** Judges every exchange with the sandbox from now on. */
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

/** A file's path counts as one segment in the description. */
const oneSegment = (path: string): string =>
  path.replace(/\/contents\/(.+)$/, (_, rest: string) => `/contents/${rest.replaceAll("/", "%2F")}`);
