import type { ModelChange } from "../../plan/plan.ts";
import { counted } from "../../support/counted.ts";
import { groupBy } from "../../support/multi-map.ts";
import type { DiffReport } from "../diff/diff.ts";
import { forMarkdown } from "../escape.ts";
import type { DateTexts } from "../when.ts";
import { fold } from "./fold.ts";
import { isAbsent, isDefault, valueText } from "./model-values.ts";
import type { Section } from "./sections.ts";

/** The number of first values from which an object has one line, as a new user has. */
const joinedFrom = 3;

/** The kinds of documents whose changes the table or the access changes show. Changes of every other kind are never folded. */
const foldedKinds: ReadonlySet<string> = new Set(["user", "role", "grant", "entitlement", "adoption"]);

/** The fields of an existing entitlement that decide who gets it or what it gives, without an access change of a user. */
const openFields: ReadonlySet<string> = new Set(["tier", "target", "settings", "profile", "externalMembers"]);

/**
 * Returns the sections for changed fields that affect access or approval: those of rules, approvals, guards, systems and waivers,
 * and of entitlements those that no access change shows, then the collapsed others. The first values of one object share a line, without defaults. A list shows only its
 * difference.
 */
export function modelSections({ diff, holders }: DiffReport, dates: DateTexts): readonly Section[] {
  const isShown = ({ kind, field }: ModelChange): boolean =>
    !foldedKinds.has(kind) || (kind === "entitlement" && openFields.has(field.split(".")[0] ?? field));
  // The tier, target and settings of a new entitlement are among its first values.
  const fresh = new Set(diff.modelChanges.filter(isNewEntitlement).map(({ id }) => id));
  const shown = diff.modelChanges.filter(
    (change) =>
      isShown(change) && (change.kind !== "entitlement" || !fresh.has(change.id) || change.field === "externalMembers"),
  );
  const rest = new Set(shown);
  const others = diff.modelChanges.filter((change) => !rest.has(change));
  const texts = { holders, dates };
  const [visible, folded] = [linesOf(shown, texts), linesOf(others, texts)];
  return [
    {
      kind: "model change",
      head: "\n### Rules and settings\n\n",
      items: visible.map(({ text }) => text),
      counts: visible.map(({ count }) => count),
      foot: "",
      share: 0.1,
    },
    fold(
      "model change",
      `${counted(others.filter((change) => !isDefault(change)).length || others.length, "changed field")} of users, roles, grants and entitlements`,
      folded.map(({ text }) => text),
      0.1,
      folded.map(({ count }) => count),
    ),
  ];
}

const isNewEntitlement = ({ kind, field, before }: ModelChange): boolean =>
  kind === "entitlement" && field === "status" && isAbsent(before);

interface Texts {
  readonly holders: DiffReport["holders"];
  readonly dates: DateTexts;
}

interface Line {
  readonly text: string;
  /** The number of model changes that the line shows. */
  readonly count: number;
}

function linesOf(all: readonly ModelChange[], texts: Texts): readonly Line[] {
  return [...groupBy(all, ({ kind, id }) => (kind === id ? id : `${kind} ${id}`))].flatMap(
    ([subject, changes]): readonly Line[] => {
      const first = changes.filter(isFirstValue);
      const isJoined = first.length >= joinedFrom;
      const single = isJoined ? changes.filter((change) => !isFirstValue(change)) : changes;
      const values = first
        .filter((change) => !isDefault(change))
        .map(({ field, after }) => firstValueText(field, after, texts.dates));
      return [
        ...(isJoined
          ? [
              {
                text: `- ${forMarkdown(subject)} sets ${values.length === 0 ? "only defaults" : values.join(", ")}\n`,
                count: first.length,
              },
            ]
          : []),
        ...single
          .filter((change) => isJoined || !isDefault(change))
          .map((change) => ({ text: lineOf(subject, change, texts), count: 1 })),
      ];
    },
  );
}

/** Returns a first value as code. The items of a list are separate, so that no two ids are one code. */
function firstValueText(field: string, value: unknown, dates: DateTexts): string {
  if (!isTextList(value)) return forMarkdown(`${field}: ${valueText(field, value, dates)}`);
  return `${forMarkdown(field)}: ${value.map(forMarkdown).join(" and ")}`;
}

const isTextList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string");

const isFirstValue = ({ before, after }: ModelChange): boolean => isAbsent(before) && !isAbsent(after);

function lineOf(subject: string, change: ModelChange, { holders, dates }: Texts): string {
  const { field, before, after } = change;
  const held = field === "tier" ? holders.get(change.id as never) : undefined;
  const note = held === undefined ? "" : `, held by ${counted(held, "user")}`;
  const values = `${field}: ${valueText(field, before, dates)} → ${valueText(field, after, dates)}`;
  return `- ${field === "tier" ? "**tier** of " : ""}${forMarkdown(subject)}: ${listText(change) ?? forMarkdown(values)}${note}\n`;
}

/** Returns the difference of two lists without repeated values; undefined where the order or a value that is not a list changes. */
function listText({ field, before, after }: ModelChange): string | undefined {
  if (!Array.isArray(before) || !Array.isArray(after)) return undefined;
  const [old, next] = [before, after].map((list: readonly unknown[]) => list.map((item) => JSON.stringify(item)));
  if (old === undefined || next === undefined) return undefined;
  const [oldSet, nextSet] = [new Set(old), new Set(next)];
  if (oldSet.size !== old.length || nextSet.size !== next.length) return undefined;
  const added = next.filter((item) => !oldSet.has(item));
  const removed = old.filter((item) => !nextSet.has(item));
  const [keptBefore, keptAfter] = [old.filter((item) => nextSet.has(item)), next.filter((item) => oldSet.has(item))];
  if (added.length + removed.length === 0 || keptBefore.join() !== keptAfter.join()) return undefined;
  const parts = [
    ...(added.length === 0 ? [] : [`adds ${added.map(forMarkdown).join(", ")}`]),
    ...(removed.length === 0 ? [] : [`removes ${removed.map(forMarkdown).join(", ")}`]),
    ...(keptAfter.length === 0 ? [] : [`keeps ${keptAfter.length}`]),
  ];
  return `${forMarkdown(field)} ${parts.join(", ")}`;
}
