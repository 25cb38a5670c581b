import type { AssignableKind } from "../../model/direct-assignment.ts";
import { assignableTraits } from "../../model/provider.ts";
import type { DirectAssignmentWrite, WriteResult } from "../../ports/access.ts";
import { canonicalJson } from "../../support/canonical-json.ts";
import type { MemoryState } from "./memory-state.ts";
import { alreadySo, refused, written } from "./outcome.ts";

/** What a write gives, changes or ends, without the names of its fields. */
interface Place {
  readonly kind: AssignableKind;
  readonly target: string;
  readonly account: string;
}

type Profile = Readonly<Record<string, unknown>>;

/** Performs a write of a direct assignment. */
export function writeAssignment(state: MemoryState, write: DirectAssignmentWrite): WriteResult {
  switch (write.action) {
    case "app.assign":
      return assign(state, { kind: "app", target: write.app, account: write.account }, write.profile);
    case "app.update":
      return update(state, { kind: "app", target: write.app, account: write.account }, write.profile);
    case "app.unassign":
      return unassign(state, { kind: "app", target: write.app, account: write.account }, null);
    case "admin-role.assign":
      return assign(state, { kind: "adminRole", target: write.role, account: write.account }, null);
    case "admin-role.unassign":
      return unassign(state, { kind: "adminRole", target: write.role, account: write.account }, write.assignment);
    case "license.assign":
      return assign(state, { kind: "license", target: write.license, account: write.account }, null);
    case "license.unassign":
      return unassign(state, { kind: "license", target: write.license, account: write.account }, null);
  }
}

function assign(state: MemoryState, { kind, target, account }: Place, profile: Profile | null): WriteResult {
  const refusal = refusalOf(state, { kind, target, account });
  if (refusal !== null) return refusal;
  const present = state.assignment(kind, target, account);
  if (present !== undefined)
    return isSame(present.profile, { ...present.profile, ...profile })
      ? alreadySo
      : refused("conflict", `${target} is assigned to ${account} with another profile`);
  const id = assignableTraits(state.provider, kind)?.hasId === true ? state.newId("assignment") : null;
  state.putAssignment({ kind, target, account, id, profile: profile === null ? null : withoutNulls(profile) });
  return written(id);
}

/** Changes only the attributes in `profile`; null clears an attribute. */
function update(state: MemoryState, { kind, target, account }: Place, profile: Profile): WriteResult {
  const present = state.assignment(kind, target, account);
  if (present === undefined) return refused("not-found", `${target} is not assigned to ${account}`);
  const next = withoutNulls({ ...present.profile, ...profile });
  if (isSame(present.profile, next)) return alreadySo;
  state.putAssignment({ ...present, profile: next });
  return written();
}

function unassign(state: MemoryState, { kind, target, account }: Place, assignment: string | null): WriteResult {
  if (state.assignable(kind, target) === undefined) return noTarget(target);
  const present = state.assignment(kind, target, account);
  if (present === undefined || present.id !== assignment) return alreadySo;
  state.dropAssignment(kind, target, account);
  return written();
}

function refusalOf(state: MemoryState, { kind, target, account: id }: Place): WriteResult | null {
  if (assignableTraits(state.provider, kind) === null)
    return refused("rejected", `${state.provider} accounts do not hold this kind directly`);
  if (state.assignable(kind, target) === undefined) return noTarget(target);
  const account = state.account(id);
  if (account === undefined) return refused("not-found", `the account ${id} does not exist`);
  return account.state === "deactivated" ? refused("rejected", `the account ${id} is deactivated`) : null;
}

const noTarget = (id: string): WriteResult => refused("not-found", `${id} does not exist`);

const isSame = (left: Profile | null, right: Profile | null): boolean =>
  canonicalJson(left ?? {}) === canonicalJson(right ?? {});

function withoutNulls(profile: Profile): Profile {
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== null && value !== undefined));
}
