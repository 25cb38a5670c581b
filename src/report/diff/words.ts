import type { Because } from "../../plan/operation.ts";
import type { ModelChange } from "../../plan/plan.ts";
import type { ChangedAccess, Stretch } from "./diff.ts";

/** `2026-12-01 18:00 UTC`, for people; seconds only where there are some. */
export function instantWords(instant: string): string {
  const [, day = "", time = "", seconds = ""] =
    /^(\d{4,}-\d{2}-\d{2})T(\d{2}:\d{2}):(\d{2}(?:\.\d+)?)Z$/.exec(instant) ?? [];
  if (day === "") return instant;
  return `${day} ${time}${seconds === "00" ? "" : `:${seconds}`} UTC`;
}

/** `from … until …`, naming the bounds there are; a start that is past at `at` is not said. */
export function stretchWords({ from, until }: Stretch, at: string): string {
  const start = from !== null && Date.parse(from) > Date.parse(at) ? `from ${instantWords(from)} ` : "";
  return `${start}${until === null ? "without an end" : `until ${instantWords(until)}`}`;
}

/** What a person gains, loses or has at another time: the verb, and the times; what it is about comes in between. */
export function accessWords(
  { change, former, reach }: ChangedAccess,
  at: string,
): { readonly verb: string; readonly plural: string; readonly when: string } {
  switch (change.kind) {
    case "gain":
      return { verb: "gains", plural: "gain", when: ` ${stretchWords(change, at)}` };
    case "lose":
      return { verb: "loses", plural: "lose", when: "" };
    case "retime": {
      const instead = former.map((stretch) => stretchWords(stretch, at)).join(" and ");
      const how = { more: " for longer", less: " for less long", other: " at another time" }[reach];
      return {
        verb: `${reach === "other" ? "has" : "keeps"}${how}`,
        plural: `${reach === "other" ? "have" : "keep"}${how}`,
        when: ` ${stretchWords(change, at)}${instead === "" ? "" : `, instead of ${instead}`}`,
      };
    }
  }
}

/** The first reason in words and its place apart, so that the place can be a link; how many more there are. */
export function reasonWords(because: readonly Because[]): {
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

/** `tier: "high" → "critical"`. */
export function fieldWords({ field, before, after }: ModelChange): string {
  return `${field}: ${valueWords(before)} → ${valueWords(after)}`;
}

const valueWords = (value: unknown): string =>
  value === null || value === undefined ? "(none)" : JSON.stringify(value);
