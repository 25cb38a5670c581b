import type { SandboxReply } from "../core/exchange.ts";
import { checkRunResource } from "./issue-resources.ts";
import { pageReply } from "./paging.ts";
import { GithubRefusal, malformed, notFound } from "./refusal.ts";
import { created, isJson, maybeTextIn, numberKey, ok, textIn } from "./route.ts";
import type { Call, Json, Route } from "./route.ts";
import type { StoredAnnotation, StoredApp, StoredCheckRun } from "./stored.ts";

/** The most annotations per request, and the longest summary in characters. */
const mostAnnotations = 50;
const longestSummary = 65_535;
const levels = ["notice", "warning", "failure"];
const conclusions = ["action_required", "cancelled", "failure", "neutral", "success", "skipped", "timed_out"];

export const checkRoutes: readonly Route[] = [
  { method: "POST", pattern: "{repo}/check-runs", answer: createRun },
  { method: "PATCH", pattern: "{repo}/check-runs/{id}", answer: updateRun },
  { method: "GET", pattern: "{repo}/check-runs/{id}", answer: (call) => ok(checkRunResource(runIn(call), call)) },
  {
    method: "GET",
    pattern: "{repo}/check-runs/{id}/annotations",
    answer: (call) => pageReply(call, runIn(call).annotations.map(annotationResource)),
  },
  { method: "GET", pattern: "{repo}/commits/{sha}/check-runs", answer: listRuns },
];

function runIn(call: Call): StoredCheckRun {
  const run = call.repository.checkRuns.get(numberKey(call, "id"));
  if (run === undefined) throw notFound();
  return run;
}

/** Only apps can create check runs; a workflow's token counts as an app. */
function appIn({ principal }: Call): StoredApp {
  if (principal.app === null)
    throw new GithubRefusal(403, "You must authenticate via a GitHub App to create or update a check run.");
  return principal.app;
}

function createRun(call: Call): SandboxReply {
  const { repository, body, now } = call;
  const run: StoredCheckRun = {
    id: repository.nextId(),
    commit: textIn(body, "head_sha"),
    app: appIn(call),
    startedAt: now,
    externalId: maybeTextIn(body, "external_id") ?? "",
    name: textIn(body, "name"),
    status: "queued",
    conclusion: null,
    completedAt: null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
  };
  change(run, call);
  repository.checkRuns.set(run.id, run);
  return created(checkRunResource(run, call));
}

function updateRun(call: Call): SandboxReply {
  const run = runIn(call);
  if (appIn(call).id !== run.app.id)
    throw new GithubRefusal(
      403,
      "Invalid app_id `undefined` - check run can only be modified by the GitHub App that created it.",
    );
  change(run, call);
  return ok(checkRunResource(run, call));
}

function change(run: StoredCheckRun, { body, now }: Call): void {
  const output = body["output"];
  if (output !== undefined && !isJson(output)) throw malformed("For '/output', it is not an object.");
  const summary = output === undefined ? undefined : textIn(output, "summary");
  if (summary !== undefined && summary.length > longestSummary)
    throw malformed(`Only ${longestSummary} characters are allowed; ${summary.length} were supplied.`);
  const title = output === undefined ? undefined : maybeTextIn(output, "title");
  if ((title?.length ?? 0) > 255) throw malformed("For 'properties/title', it is longer than 255 characters.");
  const annotations = annotationsIn(output?.["annotations"]);
  const conclusion = maybeTextIn(body, "conclusion");
  if (conclusion !== undefined && !conclusions.includes(conclusion))
    throw malformed(`${conclusion} is not a conclusion.`);
  const status = conclusion === undefined ? maybeTextIn(body, "status") : "completed";
  if (status === "completed" && conclusion === undefined) throw malformed("A completed check run needs a conclusion.");
  run.name = maybeTextIn(body, "name") ?? run.name;
  run.title = title ?? run.title;
  run.summary = summary ?? run.summary;
  run.annotations.push(...annotations);
  run.status = status ?? run.status;
  run.conclusion = conclusion ?? run.conclusion;
  run.completedAt = run.status === "completed" ? now : null;
}

function annotationsIn(value: unknown): readonly StoredAnnotation[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw malformed("For 'properties/annotations', it is not an array.");
  if (value.length > mostAnnotations)
    throw malformed(`Only ${mostAnnotations} annotations are allowed per request; ${value.length} were supplied.`);
  return value.map((item) => annotation(isJson(item) ? item : {}));
}

function annotation(item: Json): StoredAnnotation {
  const { start_line: start, end_line: end, annotation_level: level } = item;
  if (typeof start !== "number" || typeof end !== "number" || start < 1 || end < start)
    throw malformed("An annotation needs start_line and end_line.");
  if (typeof level !== "string" || !levels.includes(level))
    throw malformed("An annotation needs its annotation_level.");
  return {
    path: textIn(item, "path"),
    start_line: start,
    end_line: end,
    annotation_level: level,
    message: textIn(item, "message"),
    title: maybeTextIn(item, "title") ?? null,
  };
}

function annotationResource(item: StoredAnnotation): object {
  return { ...item, start_column: null, end_column: null, raw_details: null, blob_href: "https://github.example/blob" };
}

function listRuns(call: Call): SandboxReply {
  const name = call.query.get("check_name");
  const all = [...call.repository.checkRuns.values()]
    .filter(({ commit }) => commit === call.key("sha"))
    .filter((run) => name === null || run.name === name)
    .toReversed();
  // The latest run of each name and app, unless the query selects all.
  const latest = all.filter(
    (run, index) => all.findIndex((o) => o.name === run.name && o.app.id === run.app.id) === index,
  );
  const runs = call.query.get("filter") === "all" ? all : latest;
  const rendered = runs.map((run) => checkRunResource(run, call));
  return pageReply(call, rendered, (page) => ({ total_count: rendered.length, check_runs: page }));
}
