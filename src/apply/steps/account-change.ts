import type { ObservedAccount } from "../../model/observation.ts";
import type { AdoptAccount, MoveAccount, UpdateAccount } from "../../plan/operation.ts";
import type { AccessReader, ProviderWrite } from "../../ports/access.ts";
import { fulfils } from "./account-state.ts";
import { accountField, judgeFields, withRemovals } from "./compare.ts";
import { asPlanned, asWanted, lookAt, type LookResult, moved, nothingCreated, type Step } from "./step.ts";

/** Takes over a live account: `before` without a number, `after` with the user's. */
export function accountAdoptStep({ resource: { id }, after: { join } }: AdoptAccount, reader: AccessReader): Step {
  return accountStep(id, reader, { action: "account.adopt", account: id, join }, (account) => {
    if (account.join === join) return asWanted;
    return account.join === null
      ? asPlanned
      : moved("expected an account without an employee number, and it carries another person's");
  });
}

/** Changed attributes by provider name. */
export function accountUpdateStep({ resource: { id }, before, after }: UpdateAccount, reader: AccessReader): Step {
  const set = withRemovals(before, after);
  return accountStep(id, reader, { action: "account.update", account: id, set }, (account) =>
    judgeFields({ before, after: set }, (name) => accountField(account, name)),
  );
}

/** Moves along the provider's lifecycle: `before` and `after` say the state. */
export function accountMoveStep({ action, resource: { id }, before, after }: MoveAccount, reader: AccessReader): Step {
  const [from, to] = [before.state, after.state];
  return accountStep(id, reader, { action, account: id }, ({ state }) => {
    if (state === to) return asWanted;
    if (state === from) return asPlanned;
    return fulfils(to, state) ? asWanted : moved(`expected the account to be ${from}, and it is ${state}`);
  });
}

function accountStep(
  id: string,
  reader: AccessReader,
  write: ProviderWrite,
  judge: (account: ObservedAccount) => LookResult,
): Step {
  return {
    write,
    look: () =>
      lookAt(
        () => reader.accountById(id),
        (account) => (account === undefined ? moved(`expected the account ${id}, and it is gone`) : judge(account)),
      ),
    created: nothingCreated,
  };
}
