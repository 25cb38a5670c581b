import type { GroupRole } from "../../model/documents.ts";

/** The part that all divergences share: one sentence about the change outside the files. */
interface Summarized {
  readonly summary: string;
}

/** The states that a divergence can set on a live account. Google has only `active` and `suspended`. */
export type LiveAccountState = "staged" | "active" | "suspended" | "deactivated";

/** One difference between the live state and the files. Users and entitlements are named by their ids in the files. */
export type Divergence = Summarized &
  (
    | { readonly kind: "account-missing"; readonly system: string; readonly user: string }
    /** An account that matches no user. */
    | {
        readonly kind: "account-extra";
        readonly system: string;
        readonly address: string;
        readonly name: { readonly given: string; readonly family: string };
      }
    | {
        readonly kind: "account-state";
        readonly system: string;
        readonly user: string;
        readonly state: LiveAccountState;
      }
    /** The account lost its employee number: only a file under adoptions/ names its user. */
    | { readonly kind: "account-unjoined"; readonly system: string; readonly user: string }
    /** The address carries the employee number of another person. */
    | {
        readonly kind: "account-recycled";
        readonly system: string;
        readonly user: string;
        readonly employeeNumber: string;
      }
    /** A managed attribute, by the provider's name for it. */
    | {
        readonly kind: "attribute";
        readonly system: string;
        readonly user: string;
        readonly attribute: string;
        readonly value: string;
      }
    | { readonly kind: "org-unit"; readonly system: string; readonly user: string; readonly value: string }
    | { readonly kind: "group-missing"; readonly entitlement: string }
    /** The group still has an earlier name, which the entitlement lists under `previously`. */
    | { readonly kind: "group-renamed"; readonly entitlement: string; readonly name: string }
    | { readonly kind: "group-description"; readonly entitlement: string; readonly description: string }
    | {
        readonly kind: "group-settings";
        readonly entitlement: string;
        readonly settings: Readonly<Record<string, string>>;
      }
    /** A group that no entitlement names. */
    | {
        readonly kind: "group-extra";
        readonly system: string;
        readonly name: string;
        readonly members: readonly string[];
      }
    /** A group that no entitlement names and that an active Okta rule fills. */
    | {
        readonly kind: "rule-fed-group";
        readonly system: string;
        readonly name: string;
        readonly expression: string;
      }
    | { readonly kind: "member-missing"; readonly entitlement: string; readonly user: string }
    /** An extra member of a declared group: a user or an address. */
    | {
        readonly kind: "member-extra";
        readonly entitlement: string;
        readonly member: { readonly user: string } | { readonly address: string };
      }
    | {
        readonly kind: "member-role";
        readonly entitlement: string;
        readonly user: string;
        readonly role: GroupRole;
      }
  );
