import type { UserId } from "../../model/documents.ts";
import type { ObservedGroup, ObservedMembership } from "../../model/observation.ts";
import { compareText } from "../../support/compare.ts";
import { counted } from "../../support/counted.ts";
import type { DesiredGroup } from "../desired/desired.ts";
import { isOpen } from "../match/identity.ts";
import type { GuardResult } from "../plan.ts";
import type { Membership } from "./member-account.ts";
import type { SystemView } from "./system-view.ts";

/** A live group, or all accounts of the tenant (`group` is null), as a member of a declared group. */
export interface NestedGroup {
  readonly group: ObservedGroup | null;
  readonly address: string;
  /** The plan removes it. */
  readonly isRemoved: boolean;
}

/** What the members of a nested group are resolved with. */
export interface NestingScene {
  readonly view: SystemView;
  readonly identities: Membership;
  /** The live memberships by the group's id. */
  readonly byGroup: ReadonlyMap<string, readonly ObservedMembership[]>;
}

/** Returns whether an active entitlement of the group declares the live group as a nested one. */
export function isDeclaredNest(
  { entitlements }: DesiredGroup,
  live: ObservedGroup | null,
  { groups, desired }: SystemView,
): boolean {
  if (live === null) return false;
  return entitlements.some(
    ({ nests, status }) =>
      status === "active" &&
      nests.some((ref) => {
        const key = desired.groupOf.get(ref)?.key;
        return key !== undefined && groups.groups.get(key)?.live?.id === live.id;
      }),
  );
}

const maximumNamed = 5;

/** Reports each nested group that no file declares, with the people who get access through it and nothing else. */
export function nestedGroups(
  { first, name, members }: DesiredGroup,
  nested: readonly NestedGroup[],
  scene: NestingScene,
): readonly GuardResult[] {
  const { system } = scene.view.desired;
  return nested.map(({ group, address, isRemoved }) => {
    const subject = group === null ? "All accounts of the tenant are" : `The group "${address}" is`;
    const { people, unread } = peopleThrough(group, scene);
    const extra = [...people].filter(([, user]) => user === null || !members.has(user)).map(([text]) => text);
    return {
      code: "provider/nested-group",
      system: system.id,
      blocked: false,
      message: [
        `${subject} a member of the group "${name}" (${first.ref}) in ${system.id}, which no file declares.`,
        `${peopleText(extra, unread)} ${group === null ? "this way" : "through it"} only.`,
        ...(unread.length > 0 ? [`The members of ${unread.map((one) => `"${one}"`).join(", ")} were not read.`] : []),
        ...(isRemoved ? ["The plan removes it."] : []),
      ].join(" "),
      remedy: `Add a grant for each user who needs ${first.ref}. ${isRemoved ? `To keep the nested group, set \`membership: additive\` in ${first.source.file}.` : `Then remove the nested group from "${name}" in ${system.title}.`}`,
      override: null,
    };
  });
}

function peopleText(people: readonly string[], unread: readonly string[]): string {
  const named = [...people].sort(compareText);
  const more = named.length > maximumNamed ? ` and ${named.length - maximumNamed} more` : "";
  const names = named.length === 0 ? "" : ` (${named.slice(0, maximumNamed).join(", ")}${more})`;
  const few = people.length === 1;
  return `${unread.length > 0 ? "At least " : ""}${counted(people.length, "account")}${names} ${few ? "gets" : "get"} access`;
}

interface Reached {
  /** By id or address: the user's id; null for an account or address of no user. */
  readonly people: ReadonlyMap<string, UserId | null>;
  /** The names of the groups whose members are not known. */
  readonly unread: readonly string[];
}

/** Resolves the people in a group, through all groups in it. An account that cannot sign in does not count. */
function peopleThrough(start: ObservedGroup | null, { view, identities, byGroup }: NestingScene): Reached {
  const { observed } = view;
  const people = new Map<string, UserId | null>();
  const accountById = new Map(observed.accounts.map((account) => [account.id, account]));
  const count = (membership: ObservedMembership): ObservedGroup | null => {
    const account = membership.account === null ? undefined : accountById.get(membership.account);
    const member = identities.memberOf(membership);
    if (member.kind === "group") return member.group;
    if (account !== undefined && !isOpen(account)) return null;
    const text = account?.address ?? membership.address ?? membership.account ?? "";
    if (member.kind === "user") people.set(member.user.id, member.user.id);
    else people.set(text, null);
    return null;
  };
  const everyone = (): void => {
    for (const { id } of observed.accounts) count({ group: "", account: id, address: null, role: "member" });
  };
  if (start === null) {
    everyone();
    return { people, unread: [] };
  }
  const read = new Set(observed.membershipsRead);
  const unread: string[] = [];
  const queue = [start];
  const seen = new Set([start.id]);
  for (let group = queue.shift(); group !== undefined; group = queue.shift()) {
    if (!read.has(group.id)) unread.push(group.name);
    for (const membership of byGroup.get(group.id) ?? []) {
      if (membership.account === null && membership.address === observed.tenant) everyone();
      const inner = count(membership);
      if (inner === null || seen.has(inner.id)) continue;
      seen.add(inner.id);
      queue.push(inner);
    }
  }
  return { people, unread: unread.sort(compareText) };
}
