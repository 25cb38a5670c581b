import { nameOfApprover, type Need } from "../../approval/need.ts";
import { forTerminal } from "../escape.ts";
import { countFindings, renderFindings } from "../text/findings.ts";
import type { GrantFile } from "../../request/grant-document.ts";
import type { Finding } from "../../diagnostics/finding.ts";

/** The requested access and the requester. */
export interface RequestedText {
  readonly user: { readonly id: string };
  readonly option: { readonly name: string; readonly tier: string };
  readonly requestedBy: { readonly user: string };
}

/** The findings about a request and the required approvals; null: the file is not valid. */
export interface RequestVerdict {
  readonly findings: readonly Finding[];
  readonly needs: readonly Need[] | null;
}

/** Returns a request as text for a terminal: the file, the verdict and the required approvals. */
export function renderRequest(requested: RequestedText, file: GrantFile, verdict: RequestVerdict): string {
  const { user, option, requestedBy } = requested;
  const by = requestedBy.user === user.id ? "" : `, requested by ${requestedBy.user}`;
  return [
    `${option.name} for ${user.id} (tier ${option.tier})${by}`,
    "",
    file.path,
    ...file.text
      .trimEnd()
      .split("\n")
      .map((line) => `  ${forTerminal(line)}`),
    "",
    verdict.findings.length === 0 ? "Verdict: no findings." : `Verdict: ${countFindings(verdict.findings)}.`,
    ...(verdict.findings.length === 0 ? [] : ["", renderFindings(verdict.findings).trimEnd()]),
    ...(verdict.needs === null ? [] : ["", ...approvalText(verdict.needs)]),
    "",
  ].join("\n");
}

function approvalText(needs: readonly Need[]): readonly string[] {
  const lines = approvalLines(needs);
  return lines.length === 0
    ? ["No approval required beyond code owner review."]
    : ["Who has to approve:", ...lines.map((line) => `  ${forTerminal(line)}`)];
}

/** Returns one line for each stage: its subject and its eligible approvers. */
export function approvalLines(needs: readonly Need[]): readonly string[] {
  return needs.flatMap(({ subject, stages, comment }) =>
    stages.map(({ approvers, isFallback }) => {
      const who =
        approvers.length === 0
          ? "no eligible approver (add one to the policy)"
          : approvers.map(nameOfApprover).join(" or ");
      return `${subject}: ${who}${isFallback ? ", as fallback" : ""}${comment ? ", with a comment" : ""}`;
    }),
  );
}

/** Returns one line for each finding, for the pull request. */
export function findingLines({ findings }: RequestVerdict): readonly string[] {
  return findings.map(({ severity, code, message }) => `${severity}: ${code}: ${message}`);
}
