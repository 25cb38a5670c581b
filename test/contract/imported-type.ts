import { connectedTraits, fillerOfType, type GroupType } from "../../src/model/provider.ts";
import type { Candidate } from "./world.ts";

/** Returns a type of the provider's groups whose members something else manages; null: the provider does not have one. */
export function importedType({ provider }: Pick<Candidate, "provider">): GroupType | null {
  const types = Object.keys(connectedTraits[provider].groups.types) as readonly GroupType[];
  return types.find((type) => fillerOfType(type) !== null) ?? null;
}
