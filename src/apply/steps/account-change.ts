import type { ObservedAccount } from "../../model/observation.ts";
import type { AdoptAccount, MoveAccount, UpdateAccount } from "../../plan/operation.ts";
import type { AccessReader, ProviderWrite } from "../../ports/access.ts";
import { fulfils } from "./account-state.ts";
import { accountField, judgeFields, withRemovals } from "./compare.ts";
import { asPlanned, asWanted, readObject, type ReadResult, differs, nothingCreated, type Step } from "./step.ts";

/** Adopts a live account: `before` without an employee number or with an earlier one, `after` with the user's. */
export function accountAdoptStep(
  { resource: { id }, before: { join: from }, after: { join } }: AdoptAccount,
  reader: AccessReader,
): Step {
  return accountStep(id, reader, { action: "account.adopt", account: id, join, from }, (account) => {
    if (account.join === join) return asWanted;
    if (account.join === from) return asPlanned;
    return differs(
      from === null
        ? "expected an account without an employee number, got one with another person's"
        : "expected an account with the user's earlier employee number, got one with another number",
    );
  });
}

/** Updates attributes, by their provider name. */
export function accountUpdateStep({ resource: { id }, before, after }: UpdateAccount, reader: AccessReader): Step {
  const set = withRemovals(before, after);
  return accountStep(id, reader, { action: "account.update", account: id, set }, (account) =>
    judgeFields({ before, after: set }, (name) => accountField(account, name)),
  );
}

/** Changes the lifecycle state; `before` and `after` hold the states. */
export function accountMoveStep({ action, resource: { id }, before, after }: MoveAccount, reader: AccessReader): Step {
  const [from, to] = [before.state, after.state];
  return accountStep(id, reader, { action, account: id }, ({ state }) => {
    if (state === to) return asWanted;
    if (state === from) return asPlanned;
    return fulfils(to, state) ? asWanted : differs(`expected the account to be ${from}, got ${state}`);
  });
}

function accountStep(
  id: string,
  reader: AccessReader,
  write: ProviderWrite,
  judge: (account: ObservedAccount) => ReadResult,
): Step {
  return {
    write,
    read: () =>
      readObject(
        () => reader.accountById(id),
        (account) => (account === undefined ? differs(`expected the account ${id}, got none`) : judge(account)),
      ),
    created: nothingCreated,
  };
}
