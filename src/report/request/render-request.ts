import { nameOfApprover, type Need } from "../../approval/need.ts";
import { forTerminal } from "../escape.ts";
import { countFindings, renderFindings } from "../text/findings.ts";
import type { GrantFile } from "../../request/grant-document.ts";
import type { Finding } from "../../diagnostics/finding.ts";

/** What is asked for, by whom. */
export interface RequestedText {
  readonly user: { readonly id: string };
  readonly option: { readonly name: string; readonly tier: string };
  readonly requestedBy: { readonly user: string };
}

/** What the rules say of the request, and who has to approve it; null: the file itself is wrong. */
export interface RequestVerdict {
  readonly findings: readonly Finding[];
  readonly needs: readonly Need[] | null;
}

/** The request for a person: the file, the verdict, and who has to approve. */
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
    verdict.findings.length === 0
      ? "Verdict: nothing is wrong with it."
      : `Verdict: ${countFindings(verdict.findings)}.`,
    ...(verdict.findings.length === 0 ? [] : ["", renderFindings(verdict.findings).trimEnd()]),
    ...(verdict.needs === null ? [] : ["", ...approvalText(verdict.needs)]),
    "",
  ].join("\n");
}

function approvalText(needs: readonly Need[]): readonly string[] {
  const lines = approvalLines(needs);
  return lines.length === 0
    ? ["No approval is required except the code owner's."]
    : ["Who has to approve:", ...lines.map((line) => `  ${forTerminal(line)}`)];
}

/** One line for each stage: what it is about, and who may serve it. */
export function approvalLines(needs: readonly Need[]): readonly string[] {
  return needs.flatMap(({ subject, stages, comment }) =>
    stages.map(({ approvers, isFallback }) => {
      const who =
        approvers.length === 0 ? "nobody (add an approver to the policy)" : approvers.map(nameOfApprover).join(" or ");
      return `${subject}: ${who}${isFallback ? ", as fallback" : ""}${comment ? ", with a reason" : ""}`;
    }),
  );
}

/** One line for each finding, for the pull request. */
export function findingLines({ findings }: RequestVerdict): readonly string[] {
  return findings.map(({ severity, code, message }) => `${severity}: ${code}: ${message}`);
}
