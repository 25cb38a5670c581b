import type { DocumentKindName } from "../formats/document-kind-name.ts";

/** A part of the formats that this version reads and does nothing with. */
export interface NotSupported {
  readonly kind: DocumentKindName;
  /** Empty: the whole document. */
  readonly field: readonly string[];
  /** Only values for which this is so; default: any. */
  readonly when?: (value: unknown) => boolean;
  /** What will not happen, for the person who wrote it. */
  readonly sentence: string;
}

/** This list only shrinks: an entry goes when its behaviour comes. */
export const notSupportedYet: readonly NotSupported[] = [
  { kind: "hr", field: [], sentence: "The HR feed is not read yet." },
  {
    kind: "system",
    field: ["provider"],
    when: (value) => value === "manual",
    sentence: "Systems whose provider is manual are not provisioned yet: no tasks are opened.",
  },
  {
    kind: "system",
    field: ["account", "onTerminate", "transferDataTo"],
    sentence: "A leaver's data is not transferred yet.",
  },
  { kind: "entitlement", field: ["target", "app"], sentence: "Okta apps are not assigned yet." },
  { kind: "entitlement", field: ["target", "adminRole"], sentence: "Administrator roles are not assigned yet." },
  { kind: "entitlement", field: ["target", "license"], sentence: "Licences are not assigned yet." },
  { kind: "entitlement", field: ["target", "task"], sentence: "Tasks are not opened yet." },
  { kind: "entitlement", field: ["apps"], sentence: "Apps of a group are not assigned yet." },
  { kind: "entitlement", field: ["settings"], sentence: "Settings of a group are not written yet." },
  { kind: "entitlement", field: ["nests"], sentence: "Groups in groups are not written yet." },
  {
    kind: "lifecycle",
    field: ["mover"],
    sentence: "Movers keep nothing of their old place yet: grace periods do not count.",
  },
  {
    kind: "grant",
    field: ["eligible"],
    when: (value) => value === true,
    sentence: "Eligible access cannot be activated yet.",
  },
];
