import type { CodePage } from "../../diagnostics/code.ts";
import type { System } from "../../model/documents.ts";
import type { Draft } from "../operations/draft.ts";
import { actions, effectOf } from "../actions.ts";
import type { GuardResult } from "../plan.ts";
import { type Guard } from "./guard.ts";
import { counted } from "../../support/counted.ts";
import { groupBy } from "../../support/multi-map.ts";

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

/** Why a system in add-only mode leaves an operation out. */
type LeftOutReason =
  "removes-access" | "lowers-role" | "stricter-setting" | "not-a-leaver" | "cannot-be-undone" | "waits-for-removal";

const reasonTexts: Readonly<Record<LeftOutReason, string>> = {
  "removes-access": "Removes access",
  "lowers-role": "Lowers a role",
  "stricter-setting": "Makes a setting of a group stricter",
  "not-a-leaver": "Keeps out a user who has not left",
  "cannot-be-undone": "Cannot be undone",
  "waits-for-removal": "Would conflict with access that stays, by a separation-of-duties rule",
};

/**
 * Returns why a system in add-only mode leaves this operation out; null: it does not. It removes no membership, lowers no
 * role and blocks no account, except a leaver's. A leaver's account is suspended in every mode. Add-only mode protects from
 * wrong files, and a suspension can be undone at once, but a leaver must not be able to sign in.
 */
export function leftOutReason({ operation, isLeaver }: Draft, system: System): LeftOutReason | null {
  if (system.mode !== "add-only") return null;
  const entry = actions[operation.action];
  if (entry.effect === "contains") return !isLeaver ? "not-a-leaver" : entry.isReversible ? null : "cannot-be-undone";
  if (effectOf(operation) !== "takes") return null;
  if (entry.effect === "by-setting") return "stricter-setting";
  return entry.effect === "by-role" ? "lowers-role" : "removes-access";
}

/** guard/add-only: reports each operation that a system in add-only mode leaves out, by reason. It does not block. */
export function addOnlyNote(
  system: System,
  { leftOut, waiting }: { readonly leftOut: readonly Draft[]; readonly waiting: readonly Draft[] },
): GuardResult | null {
  const count = leftOut.length + waiting.length;
  if (count === 0) return null;
  const byReason = groupBy(
    [...leftOut, ...waiting].map((draft) => ({
      id: draft.operation.id,
      reason: leftOutReason(draft, system) ?? ("waits-for-removal" as const),
    })),
    ({ reason }) => reason,
  );
  const listed = [...byReason].map(([reason, found]) => `${reasonTexts[reason]}: ${idsOf(found)}.`);
  return {
    code: "guard/add-only",
    system: system.id,
    blocked: false,
    message: `${system.id} is in add-only mode and leaves out ${counted(count, "operation")}. ${listed.join(" ")}`,
    remedy: `Set \`mode: enforce\` in ${system.source.file} once the plan is correct.`,
    override: null,
  };
}

function idsOf(found: readonly { readonly id: string }[]): string {
  const ids = found.map(({ id }) => id).sort();
  return ids.slice(0, 20).join(", ") + (ids.length > 20 ? ` and ${ids.length - 20} more` : "");
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
  why: "With `mode: add-only`, Rolecall adds access and contains leavers. It removes no other access, lowers no role and suspends no other user.",
  next: "Set `mode: enforce` in the system's file once the plan is correct.",
};
