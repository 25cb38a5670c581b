import { UsageError } from "../../diagnostics/user-error.ts";
import { parseDuration } from "../../model/duration.ts";
import { issueAnswers } from "../../request/issue-answers.ts";
import type { AccessRequest } from "./access-request.ts";

/** Options whose answers come from the issue, so that saying them on the command line as well would be a contradiction. */
const answered = [
  "user",
  "for",
  "entitlement",
  "role",
  "reason",
  "ticket",
  "starts",
  "expires",
  "forDuration",
] as const;

/**
 * A filled issue form as the options it stands for. Nothing is asked, and what the form leaves open is the shortest way:
 * for its author, and until the longest end that is allowed.
 * @throws UsageError with everything that keeps the body from being a filled form
 */
export async function optionsFromIssue(
  options: AccessRequest,
  readIssue: () => Promise<string>,
): Promise<AccessRequest> {
  const said = answered.filter((name) => options[name] !== undefined);
  if (said.length > 0) throw new UsageError(`--from-issue answers this already: ${said.join(", ")}`);
  const reading = issueAnswers(await readIssue());
  if (reading.kind === "refused") throw new UsageError(reading.problems.join("\n"));
  const { wanted, user, reason, ticket, expires } = reading.answers;
  return {
    ...options,
    input: false,
    reason,
    ...(user === null ? {} : { for: user }),
    ...(wanted.startsWith("role:") ? { role: wanted.slice("role:".length) } : { entitlement: wanted }),
    ...(ticket === null ? {} : { ticket }),
    ...(expires === null ? {} : parseDuration(expires) === undefined ? { expires } : { forDuration: expires }),
  };
}
