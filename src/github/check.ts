import type { CheckAnnotation, CheckResult } from "../ports/github.ts";
import type { GithubApi } from "./github-api.ts";
import { GithubFailure } from "../ports/github-failure.ts";
import { jsonIn, numberField } from "./json.ts";

/** GitHub's limits for a check run: annotations per request; characters of the summary, a title and a message. */
const perRequest = 50;
const longestSummary = 65_535;
const longestTitle = 255;
const longestMessage = 60_000;

/**
 * Publishes a check run. With more than fifty annotations the run stays in progress until the last one is sent, so that
 * an interrupted run never leaves a check with the conclusion "success".
 */
export async function publishCheck(api: GithubApi, result: CheckResult): Promise<void> {
  const { name, commit, conclusion, summary, externalId } = result;
  // A shortened summary could hide a dangerous line.
  if (summary.length > longestSummary)
    throw new GithubFailure(
      "rejected",
      `The summary of check ${name} is too long: expected at most ${longestSummary} characters, got ${summary.length}. Publish a shorter summary that links to the full text.`,
    );
  const doing = `publish the check ${name}`;
  const title = clipped(result.title, longestTitle);
  const batches = inBatches(result.annotations.map(annotationOf));
  const [first = [], ...rest] = batches;
  const stateAfter = (batch: number): object =>
    batch === batches.length - 1 || batches.length === 0
      ? { status: "completed", conclusion }
      : { status: "in_progress" };
  const output = (annotations: readonly object[]): object => ({ title, summary, annotations });
  const answer = await api.write({
    route: "POST /repos/{owner}/{repo}/check-runs",
    doing,
    parameters: {
      name,
      head_sha: commit,
      ...(externalId === undefined ? {} : { external_id: externalId }),
      ...stateAfter(0),
      output: output(first),
    },
    isRepeatable: false,
  });
  if (rest.length === 0) return;
  const id = numberField(jsonIn(answer, doing), "id", doing);
  for (const [index, batch] of rest.entries())
    await api.write({
      route: "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
      doing,
      parameters: { check_run_id: id, ...stateAfter(index + 1), output: output(batch) },
      // Each request appends its annotations: a repeated request would show them twice.
      isRepeatable: false,
    });
}

function inBatches<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / perRequest) }, (_, index) =>
    items.slice(index * perRequest, (index + 1) * perRequest),
  );
}

function annotationOf({ file, line, level, title, message }: CheckAnnotation): object {
  return {
    path: file,
    start_line: Math.max(1, line),
    end_line: Math.max(1, line),
    annotation_level: level,
    title: clipped(title, longestTitle),
    message: clipped(message, longestMessage),
  };
}

const clipped = (text: string, limit: number): string => (text.length > limit ? `${text.slice(0, limit - 1)}…` : text);
