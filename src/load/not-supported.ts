import type { DocumentKindName } from "../formats/document-kind-name.ts";

/** A part of the formats that this version accepts but does not use. */
export interface NotSupported {
  readonly kind: DocumentKindName;
  /** Empty: the complete document. */
  readonly field: readonly string[];
  /** Returns whether a value is unsupported; default: every value. */
  readonly when?: (value: unknown) => boolean;
  /** The effect that is missing, for the person who wrote the field. */
  readonly sentence: string;
}

/** The parts that are not supported yet. An entry is removed when its behaviour is added. */
export const notSupportedYet: readonly NotSupported[] = [
  { kind: "hr", field: [], sentence: "The HR feed is not read yet." },
  {
    kind: "system",
    field: ["provider"],
    when: (value) => value === "manual",
    sentence: "Systems with the provider manual are not provisioned yet: no tasks are opened.",
  },
  {
    kind: "system",
    field: ["account", "onTerminate", "transferDataTo"],
    sentence: "The data of a terminated user is not transferred yet.",
  },
  { kind: "entitlement", field: ["target", "task"], sentence: "Tasks are not opened yet." },
  { kind: "entitlement", field: ["apps"], sentence: "Apps of a group are not assigned yet." },
  {
    kind: "lifecycle",
    field: ["mover"],
    sentence: "Grace periods for movers are not applied yet.",
  },
  {
    kind: "grant",
    field: ["eligible"],
    when: (value) => value === true,
    sentence: "Eligible access cannot be activated yet.",
  },
];
