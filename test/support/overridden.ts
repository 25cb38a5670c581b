import type { AccessModel, Override, SystemId } from "../../src/model/documents.ts";
import { now } from "./model.ts";

/** Returns the model with one override that is in effect now. */
export function withOverride(
  model: AccessModel,
  { guard, system, count }: Pick<Override, "guard" | "count"> & { readonly system: string },
): AccessModel {
  const override: Override = {
    source: { file: `access/overrides/${guard}/once.yaml`, line: 1 },
    guard,
    system: system as SystemId,
    count,
    reason: "Checked",
    expires: now + 1,
  };
  return { ...model, overrides: [...model.overrides, override] };
}
