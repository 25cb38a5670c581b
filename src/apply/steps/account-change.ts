import type { ObservedAccount } from "../../model/observation.ts";
import type { AccessReader, ProviderWrite } from "../../ports/access.ts";
import type { Operation } from "../../plan/operation.ts";
import { accountField, judgeFields } from "./compare.ts";
import { fulfils } from "./account-state.ts";
import { asPlanned, asWanted, moved, nothingCreated, lookAt, type LookResult, type Step } from "./step.ts";

type Move = "account.activate" | "account.suspend" | "account.unsuspend" | "account.deactivate";

/** Takes over a live account: `before` without a number, `after` with the user's. */
export function accountAdoptStep({ resource, after }: Operation, reader: AccessReader): Step | undefined {
  const { id } = resource;
  const join = after?.["join"];
  if (id === null || typeof join !== "string") return undefined;
  return accountStep(id, reader, { action: "account.adopt", account: id, join }, (account) => {
    if (account.join === join) return asWanted;
    return account.join === null
      ? asPlanned
      : moved("expected an account without an employee number, and it carries another person's");
  });
}

/** Changed attributes by provider name. */
export function accountUpdateStep({ resource, before, after }: Operation, reader: AccessReader): Step | undefined {
  const { id } = resource;
  if (id === null || before === null || after === null) return undefined;
  // What the plan takes away is written as null: a missing key would leave it.
  const set = { ...Object.fromEntries(Object.keys(before).map((name) => [name, null])), ...after };
  return accountStep(id, reader, { action: "account.update", account: id, set }, (account) =>
    judgeFields({ before, after: set }, (name) => accountField(account, name)),
  );
}

/** Moves along the provider's lifecycle: `before` and `after` say the state. */
export function accountMoveStep(operation: Operation, action: Move, reader: AccessReader): Step | undefined {
  const { id } = operation.resource;
  const from = operation.before?.["state"];
  const to = operation.after?.["state"];
  if (id === null || typeof from !== "string" || typeof to !== "string") return undefined;
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
