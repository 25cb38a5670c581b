import type { CodePage } from "../../diagnostics/code.ts";
import type { System } from "../../model/documents.ts";
import type { Draft } from "../operations/draft.ts";
import { actions, effectOf } from "../actions.ts";
import type { GuardResult } from "../plan.ts";
import { type Guard } from "./guard.ts";
import { counted } from "../../support/counted.ts";

/**
 * guard/observe-only: a system in observe mode is planned and shown, and nothing is written there (`withoutObserveOnly`).
 * It blocks nothing, so that one system can be enforced while another is still being watched.
 */
export const observeOnlyGuard: Guard = ({ system, drafts }) => {
  if (system.mode !== "observe" || drafts.length === 0) return [];
  return [
    {
      code: "guard/observe-only",
      system: system.id,
      blocked: false,
      message: `${system.id} is in observe mode: its ${counted(drafts.length, "operation")} will not be carried out.`,
      remedy: `Set \`mode: enforce\` (or \`add-only\`) in ${system.source.file} when you trust the plan.`,
      override: null,
    },
  ];
};

/**
 * Whether a system in add-only mode leaves this out: it takes no membership and no role away and shuts nobody's account
 * out, except a leaver's. A leaver's account is suspended in every mode, because what add-only protects from is a wrong
 * file, and a suspension is undone at once, while a leaver who can still sign in is the very thing this tool is for.
 */
export function isLeftOut({ operation, isLeaver }: Draft, system: System): boolean {
  if (system.mode !== "add-only") return false;
  const entry = actions[operation.action];
  if (entry.effect === "contains") return !isLeaver || !entry.isReversible;
  return effectOf(operation) === "takes";
}

/** guard/add-only: what a system in add-only mode leaves out, for the reader; it blocks nothing. */
export function addOnlyNote(
  system: System,
  { leftOut, waiting }: { readonly leftOut: readonly Draft[]; readonly waiting: readonly Draft[] },
): GuardResult | null {
  if (leftOut.length + waiting.length === 0) return null;
  const named = [...leftOut, ...waiting].map(({ operation }) => operation.id).sort();
  const shown = named.slice(0, 20).join(", ") + (named.length > 20 ? ` and ${named.length - 20} more` : "");
  const also =
    waiting.length === 0
      ? ""
      : ` ${counted(waiting.length, "addition")} that a separation-of-duties rule ties to a removal left out ${waiting.length === 1 ? "is" : "are"} not planned either.`;
  return {
    code: "guard/add-only",
    system: system.id,
    blocked: false,
    message: `${system.id} is in add-only mode: ${counted(leftOut.length, "removal")} left out.${also} (${shown})`,
    remedy: `Set \`mode: enforce\` in ${system.source.file} when you trust the plan.`,
    override: null,
  };
}

/** The page of guard/observe-only. */
export const observeOnlyPage: CodePage = {
  title: "The system is in observe mode.",
  why: "Rolecall plans changes for the system and does not write them.",
  next: "Set `mode: enforce` in the system file when you trust the plan.",
};

/** The page of guard/add-only. */
export const addOnlyPage: CodePage = {
  title: "The system is in add-only mode.",
  why: "Rolecall does not remove access in the system.",
  next: "Set `mode: enforce` in the system file when you trust the plan.",
};
