import { UsageError } from "../../diagnostics/user-error.ts";
import { parseDuration } from "../../model/duration.ts";
import { issueAnswers } from "../../request/issue-answers.ts";
import type { AccessRequest } from "./access-request.ts";

/** Options that the issue answers, so that they cannot be set on the command line as well. */
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
 * Returns the options of a filled issue form. No questions are asked: an empty user means the author, and an empty end the
 * longest that is allowed.
 * @throws UsageError with all problems of the body
 */
export async function optionsFromIssue(
  options: AccessRequest,
  readIssue: () => Promise<string>,
): Promise<AccessRequest> {
  const given = answered.filter((name) => options[name] !== undefined);
  if (given.length > 0) throw new UsageError(`--from-issue cannot be combined with: ${given.join(", ")}`);
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
