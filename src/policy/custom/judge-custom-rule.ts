import type { UnlocatedFinding } from "../../diagnostics/finding.ts";
import type { CustomRule } from "../../model/documents.ts";
import type { SharedContext } from "../rule.ts";
import type { CustomFinding } from "./custom-finding.ts";
import { judgeForbid } from "./forbid.ts";
import { judgeHolders } from "./holders.ts";
import { judgeRequire } from "./require.ts";

/** Judges one of the organization's own rules, now and for later times. Findings begin with the rule's message. */
export function judgeCustomRule(rule: CustomRule, context: SharedContext): readonly UnlocatedFinding[] {
  const { severity } = rule;
  if (severity === "none") return [];
  return judgeDemand(rule, context).map(({ isNotice, ...finding }) => ({
    ...finding,
    code: rule.id,
    severity: isNotice === true ? "note" : severity,
    message: `${sentence(rule.message)} ${finding.message}`,
  }));
}

function judgeDemand(rule: CustomRule, context: SharedContext): readonly CustomFinding[] {
  const { demand } = rule;
  switch (demand.kind) {
    case "forbid":
      return judgeForbid(demand, context);
    case "require":
      return judgeRequire(demand, context);
    case "holders":
      return judgeHolders(demand, rule, context);
  }
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
