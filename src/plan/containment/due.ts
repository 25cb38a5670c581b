import type { Instant } from "../../model/instant.ts";
import type { ObservedAccount } from "../../model/observation.ts";
import { isOpen } from "../match/identity.ts";
import type { ContainmentHistory } from "./history.ts";
import { numbersOf } from "../../model/people.ts";
import type { KeptOut } from "./kept-out.ts";

const day = 24 * 60 * 60 * 1000;

/** The fewest proven users whose proof one run renews. */
const fewestRenewals = 25;

/** The runs of a day over which renewals are spread. */
const runsPerDay = 24;

export interface DueFacts {
  readonly at: Instant;
  readonly history: ContainmentHistory;
  /** The live accounts of the systems that were listed, by system; a system may be missing. */
  readonly listed?: ReadonlyMap<string, readonly ObservedAccount[]>;
}

/**
 * Returns whom to look up now, the unproven first and of these the latest leavers: users without a proof, users whom a list
 * shows able to sign in, and users whose proof is a day old. The last are spread over the runs of a day, the oldest proof first, so that a proven
 * user costs at most one look-up a day.
 */
export function dueNow(users: readonly KeptOut[], facts: DueFacts): readonly KeptOut[] {
  const { at, history } = facts;
  const openIn = openAccounts(facts);
  const urgent: KeptOut[] = [];
  const old: { readonly one: KeptOut; readonly proven: Instant }[] = [];
  for (const one of users) {
    const proven = history.provenAt(one.system, one.user.id);
    // A proof from the future says nothing: a clock was wrong.
    if (proven === null || proven > at || openIn(one)) urgent.push(one);
    else if (at - proven >= day) old.push({ one, proven });
  }
  const most = Math.max(fewestRenewals, Math.ceil(users.length / runsPerDay));
  const renewed = old.sort((left, right) => left.proven - right.proven).slice(0, most);
  return [...urgent.sort(latestFirst), ...renewed.map(({ one }) => one)];
}

/** Orders users who have no end, or left last, before those who left long ago: a first run can have years of leavers. */
function latestFirst(left: KeptOut, right: KeptOut): number {
  const [one, other] = [left.user.end ?? Number.MAX_VALUE, right.user.end ?? Number.MAX_VALUE];
  return one === other ? 0 : other > one ? 1 : -1;
}

/** Returns a function that checks whether a list shows an open account of the user, by number or by recorded id. */
function openAccounts({ history, listed = new Map() }: DueFacts): (one: KeptOut) => boolean {
  const open = new Map<string, { readonly ids: ReadonlySet<string>; readonly numbers: ReadonlySet<string> }>();
  for (const [system, accounts] of listed) {
    const signable = accounts.filter(isOpen);
    open.set(system, {
      ids: new Set(signable.map(({ id }) => id)),
      numbers: new Set(signable.flatMap(({ join }) => join ?? [])),
    });
  }
  return ({ user, system }) => {
    const there = open.get(system);
    if (there === undefined) return false;
    return (
      numbersOf(user).some((number) => there.numbers.has(number)) ||
      history.accountsOf(system, user.id).some((id) => there.ids.has(id))
    );
  };
}
