import type { CodePage } from "../../diagnostics/code.ts";
import type { System } from "../../model/documents.ts";
import type { Draft } from "../operations/draft.ts";
import { actions, effectOf } from "../actions.ts";
import type { GuardResult } from "../plan.ts";
import { type Guard } from "./guard.ts";
import { counted } from "../../support/counted.ts";

/**
 * guard/observe-only: a system in observe mode is planned and reported, but not written (`withoutObserveOnly`). The
 * guard does not block, so that other systems can be enforced at the same time.
 */
export const observeOnlyGuard: Guard = ({ system, drafts }) => {
  if (system.mode !== "observe" || drafts.length === 0) return [];
  return [
    {
      code: "guard/observe-only",
      system: system.id,
      blocked: false,
      message: `${system.id} is in observe mode: ${counted(drafts.length, "operation")} will not be applied.`,
      remedy: `Set \`mode: enforce\` (or \`add-only\`) in ${system.source.file} once the plan is correct.`,
      override: null,
    },
  ];
};

/**
 * Returns whether a system in add-only mode leaves this operation out: it removes no membership, lowers no role and
 * blocks no account, except a leaver's. A leaver's account is suspended in every mode. Add-only mode protects from
 * wrong files, and a suspension can be undone at once, but a leaver must not be able to sign in.
 */
export function isLeftOut({ operation, isLeaver }: Draft, system: System): boolean {
  if (system.mode !== "add-only") return false;
  const entry = actions[operation.action];
  if (entry.effect === "contains") return !isLeaver || !entry.isReversible;
  return effectOf(operation) === "takes";
}

/** guard/add-only: reports what a system in add-only mode leaves out. It does not block. */
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
      : ` ${counted(waiting.length, "addition")} not planned, because a separation-of-duties rule requires one of these removals first.`;
  return {
    code: "guard/add-only",
    system: system.id,
    blocked: false,
    message: `${system.id} is in add-only mode: ${counted(leftOut.length, "removal")} not planned.${also} (${shown})`,
    remedy: `Set \`mode: enforce\` in ${system.source.file} once the plan is correct.`,
    override: null,
  };
}

/** The page of guard/observe-only. */
export const observeOnlyPage: CodePage = {
  title: "The system is in observe mode.",
  why: "With `mode: observe`, Rolecall plans changes of the system and writes nothing.",
  next: "Set `mode: enforce` in the system's file once the plan is correct.",
};

/** The page of guard/add-only. */
export const addOnlyPage: CodePage = {
  title: "The system is in add-only mode.",
  why: "With `mode: add-only`, Rolecall removes no access in the system.",
  next: "Set `mode: enforce` in the system's file once the plan is correct.",
};
