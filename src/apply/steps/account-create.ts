import type { AccountState, ObservedAccount } from "../../model/observation.ts";
import type { AccessReader } from "../../ports/access.ts";
import type { Operation } from "../../plan/operation.ts";
import type { CreatedIds } from "../created-ids.ts";
import { accountField, type Fields, firstDifference } from "./compare.ts";
import { asPlanned, asWanted, moved, lookAt, type LookResult, type Step } from "./step.ts";
import { fulfils } from "./account-state.ts";

/** `after`: address, join, profile, orgUnit, state. Undefined: the operation does not say them. */
export function accountCreateStep(operation: Operation, reader: AccessReader, ids: CreatedIds): Step | undefined {
  const wanted = contentOf(operation);
  if (wanted === undefined) return undefined;
  const { address, join, profile, orgUnit, state } = wanted;
  const attributes: Fields = { ...profile, ...(orgUnit === null ? {} : { orgUnitPath: orgUnit }) };
  let known: string | undefined;

  const judge = (account: ObservedAccount | undefined): LookResult => {
    if (account === undefined) return asPlanned;
    const there = `expected no account at ${address}, and there is ${account.id}`;
    if (account.join !== join)
      return moved(
        `${there}, ${account.join === null ? "without an employee number" : "with another person's number"}`,
      );
    if (!fulfils(state, account.state)) return moved(`${there}, which is ${account.state}`);
    const difference = firstDifference(attributes, (name) => accountField(account, name));
    if (difference !== undefined) return moved(`${there}: ${difference}`);
    ids.remember(operation.system, "account", address, account.id);
    return asWanted;
  };
  return {
    write: { action: "account.create", address, join, profile, orgUnit, state },
    look: () => {
      const id = known;
      return lookAt(() => (id === undefined ? reader.accountByAddress(address) : reader.accountById(id)), judge);
    },
    created: (id) => {
      known = id;
    },
  };
}

interface Content {
  readonly address: string;
  readonly join: string;
  readonly profile: Fields;
  readonly orgUnit: string | null;
  readonly state: Extract<AccountState, "active" | "staged">;
}

function contentOf({ after }: Operation): Content | undefined {
  const { address, join, profile, orgUnit = null, state } = after ?? {};
  if (typeof address !== "string" || typeof join !== "string" || !isFields(profile)) return undefined;
  if (orgUnit !== null && typeof orgUnit !== "string") return undefined;
  return state === "active" || state === "staged" ? { address, join, profile, orgUnit, state } : undefined;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
