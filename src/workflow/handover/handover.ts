import type { Finding } from "../../diagnostics/finding.ts";
import { UsageError } from "../../diagnostics/user-error.ts";
import { type Handover, handoverOf, type HandoverStep } from "../../model/handover.ts";
import { stateOf } from "../../model/lifecycle.ts";
import { groupBy } from "../../support/multi-map.ts";
import type { Checked } from "../check.ts";
import { knownUser } from "../known-names.ts";
import { editNames, hasField } from "./edit-names.ts";

export interface HandoverRequest {
  readonly user: string;
  /** The user who takes over; default: the line of managers decides. */
  readonly to?: string;
}

/** A file before and after the handover. */
export interface EditedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

export interface ProposedHandover extends Handover {
  readonly kind: "proposed";
  readonly files: readonly EditedFile[];
  /** Places where no user can take over. */
  readonly open: readonly HandoverStep[];
  /** Users who take over an approval and have no pinned GitHub account, so that they cannot approve. */
  readonly withoutAccount: readonly string[];
}

/** The files do not load, so what the user owns is unknown. */
export interface NoHandover {
  readonly kind: "files-have-errors";
  readonly findings: readonly Finding[];
}

/**
 * Proposes the edits that hand over what a user owns, manages, sponsors and approves. It writes nothing.
 * @throws UsageError for an unknown user, or a successor who cannot take over
 */
export function proposeHandover({ user, to }: HandoverRequest, checked: Checked): ProposedHandover | NoHandover {
  if (checked.resolved === null) return { kind: "files-have-errors", findings: checked.findings };
  const { model, at } = checked.resolved;
  const leaver = model.users.get(knownUser(user, model));
  if (leaver === undefined) throw new UsageError(`unknown user ${user}`);
  const successor = to === undefined ? null : model.users.get(knownUser(to, model));
  if (successor === undefined || successor?.id === leaver.id)
    throw new UsageError(`--to ${to ?? ""}: expected another user than the one who leaves`);
  if (successor !== null && (successor.kind === "service" || stateOf(successor, at) !== "active"))
    throw new UsageError(`--to ${successor.id}: expected an active person`);
  const textOf = new Map(
    checked.loaded.tree.entries.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)] as const),
  );
  const found = handoverOf(leaver, { model, at, to: successor?.id ?? null });
  // The defaults of approvals.yaml name the root owners and are not in the file.
  const isWritten = ({ file, field }: HandoverStep): boolean => hasField(textOf.get(file) ?? "", field);
  const handover = { ...found, steps: found.steps.filter(isWritten) };
  const files = [...groupBy(handover.steps, ({ file }) => file)].flatMap(([path, steps]): readonly EditedFile[] => {
    const before = textOf.get(path) ?? "";
    const edits = steps.flatMap(({ field, to: name }) => (name === null ? [] : [{ field, to: name }]));
    const after = editNames(before, edits);
    return after === before ? [] : [{ path, before, after }];
  });
  const approving = new Set(handover.steps.flatMap(({ to: name }) => (name === null || name === "none" ? [] : [name])));
  return {
    kind: "proposed",
    ...handover,
    files,
    open: handover.steps.filter(({ to: name }) => name === null),
    withoutAccount: [...approving].filter((id) => (model.users.get(id)?.github?.id ?? null) === null),
  };
}
