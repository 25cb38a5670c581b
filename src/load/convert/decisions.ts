import type { AdoptionDocument, OverrideDocument, WaiverDocument } from "../../formats/written.generated.ts";
import type { Adoption, Override, SystemId, UserId, Waiver } from "../../model/documents.ts";
import { agree, type Conversion, endIn, refsIn } from "./conversion.ts";

/** A violation accepted for a time; it lives in its rule's folder. */
export function waiverIn(written: WaiverDocument, conversion: Conversion): Waiver {
  const { meaning } = conversion;
  agree(conversion, { field: "rule", written: written.rule, path: meaning.folders[0] ?? "" });
  agree(conversion, { field: "user", written: written.user, path: meaning.name });
  return {
    source: conversion.source,
    rule: written.rule,
    user: written.user as UserId,
    witness: refsIn(written.witness),
    reason: written.reason,
    compensatingControl: written.compensatingControl,
    expires: endIn(conversion, written.expires, ["expires"]) ?? 0,
  };
}

/** That a live account is a user's; it lives in its system's folder. */
export function adoptionIn(written: AdoptionDocument, conversion: Conversion): Adoption {
  const { meaning } = conversion;
  agree(conversion, { field: "user", written: written.user, path: meaning.name });
  return {
    source: conversion.source,
    system: (meaning.folders[0] ?? "") as SystemId,
    user: written.user as UserId,
    account: written.account,
    reason: written.reason,
  };
}

/** A guard lifted once; it lives in its guard's folder. */
export function overrideIn(written: OverrideDocument, conversion: Conversion): Override {
  agree(conversion, { field: "guard", written: written.guard, path: conversion.meaning.folders[0] ?? "" });
  return {
    source: conversion.source,
    guard: written.guard,
    system: written.system as SystemId,
    count: written.count,
    reason: written.reason,
    expires: endIn(conversion, written.expires, ["expires"]) ?? 0,
  };
}
