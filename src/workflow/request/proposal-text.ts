import { formatInstant } from "../../model/instant.ts";
import { forMarkdown } from "../../report/escape.ts";
import { approvalLines, findingLines } from "../../report/request/render-request.ts";
import type { GrantFile } from "../../request/grant-document.ts";
import { type RequestText, requestText } from "../../request/request-text.ts";
import type { RequestedAccess } from "./requested-access.ts";
import type { Verdict } from "./verdict.ts";

/** Returns the branch, the commit message and the texts of the pull request. */
export function proposalText(
  { user, requestedBy, option, reason, ticket, times }: RequestedAccess,
  file: GrantFile,
  verdict: Verdict,
): RequestText {
  return requestText(
    {
      user: user.id,
      requestedBy,
      target: option.target,
      tier: option.tier,
      path: file.path,
      reason,
      ticket: ticket ?? null,
      renews: option.renews === null ? null : formatInstant(option.renews),
      starts: times.starts ?? null,
      expires: times.expires ?? null,
      findings: findingLines(verdict),
      approvals: approvalLines(verdict.needs ?? []),
      isDraft: verdict.hasErrors,
    },
    forMarkdown,
  );
}
