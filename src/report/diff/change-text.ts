import { counted } from "../../support/counted.ts";
import type { Because } from "../../plan/operation.ts";
import type { ModelChange } from "../../plan/plan.ts";
import type { WhenText } from "../when.ts";
import type { ChangedAccess, Period } from "./diff.ts";

/** Returns for example `2026-12-01 18:00 UTC`. Seconds are shown only if they are not zero. */
export function instantText(instant: string): string {
  const [, day = "", time = "", seconds = ""] =
    /^(\d{4,}-\d{2}-\d{2})T(\d{2}:\d{2}):(\d{2}(?:\.\d+)?)Z$/.exec(instant) ?? [];
  if (day === "") return instant;
  return `${day} ${time}${seconds === "00" ? "" : `:${seconds}`} UTC`;
}

/**
 * Returns `from … until …`. Omits a start that is before `at`.
 * @param when the text of an instant; default: in UTC
 */
export function periodText({ from, until }: Period, at: string, when: WhenText = instantText): string {
  const start = from !== null && Date.parse(from) > Date.parse(at) ? `from ${when(from, "from")} ` : "";
  return `${start}${until === null ? "without an expiry date" : `until ${when(until, "until")}`}`;
}

/** Returns the verb of an access change and its period. The entitlement is placed between them. */
export function accessText(
  { change, former, reach }: ChangedAccess,
  at: string,
  whenText: WhenText = instantText,
): { readonly verb: string; readonly plural: string; readonly when: string } {
  switch (change.kind) {
    case "gain":
      return { verb: "gains", plural: "gain", when: ` ${periodText(change, at, whenText)}` };
    case "lose":
      return { verb: "loses", plural: "lose", when: "" };
    case "retime": {
      const previous = former.map((stretch) => periodText(stretch, at, whenText)).join(" and ");
      const how = { more: " for longer", less: " for a shorter time", other: " at a different time" }[reach];
      return {
        verb: `${reach === "other" ? "has" : "keeps"}${how}`,
        plural: `${reach === "other" ? "have" : "keep"}${how}`,
        when: ` ${periodText(change, at, whenText)}${previous === "" ? "" : `, previously ${previous}`}${endsNow({ change, former }, at) ? "; present access ends at once" : ""}`,
      };
    }
  }
}

/** Returns whether a retimed period starts later, while the previous one is running. */
function endsNow({ change, former }: Pick<ChangedAccess, "change" | "former">, at: string): boolean {
  const now = Date.parse(at);
  const covers = ({ from, until }: Period): boolean =>
    (from === null || Date.parse(from) <= now) && (until === null || Date.parse(until) > now);
  return !covers(change) && former.some(covers);
}

/** Returns the first reason as text, its place (which can become a link), and the number of further reasons. */
export function reasonText(because: readonly Because[]): {
  readonly text: string;
  readonly place: { readonly file: string; readonly line: number | null } | null;
  readonly more: number;
} {
  const [first] = because;
  if (first === undefined) return { text: "", place: null, more: 0 };
  return {
    text: first.text === undefined ? `by ${nameOf(first)}` : first.text,
    place: first.file === null ? null : { file: first.file, line: first.line },
    more: because.length - 1,
  };
}

function nameOf({ kind, role, through }: Because): string {
  const steps = through === undefined || through.length === 0 ? "" : ` through ${through.join(" → ")}`;
  if (kind === "grant") return `the grant${role === undefined ? "" : ` of the role ${role}`}${steps}`;
  if (kind === "birthright") return `birthright of the role ${role ?? ""}${steps}`;
  return `the ${kind}`;
}

/** Returns for example `tier: "high" → "critical"`. */
export function fieldText({ field, before, after }: ModelChange): string {
  return `${field}: ${valueText(before)} → ${valueText(after)}`;
}

const valueText = (value: unknown): string =>
  value === null || value === undefined ? "(none)" : JSON.stringify(value);

/**
 * Returns what a pending stage waits for, for example `1 approval with a comment from grace-hopper or a member of @acme/dba`.
 * @param escape applied to each name, because people wrote them
 * @param count the number of approvals, each of a different person
 */
export function pendingStageText(
  approvers: readonly string[],
  comment: boolean,
  escape: (text: string) => string,
  count = 1,
): string {
  const what = `${counted(count, "approval")}${comment ? " with a comment" : ""}`;
  if (approvers.length === 0) return `${what}, but there is no eligible approver`;
  const names = approvers.map((name) => (name.startsWith("@") ? `a member of ${escape(name)}` : escape(name)));
  return `${what} from ${names.join(" or ")}${count === 1 ? "" : ", each from a different person"}`;
}
