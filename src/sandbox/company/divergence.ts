import type { GroupRole } from "../../model/documents.ts";

/** What every difference carries: one sentence that tells what happened outside the files. */
interface Told {
  readonly story: string;
}

/** States of a live account that a difference can put it in. Google knows `active` and `suspended` alone. */
export type LiveAccountState = "staged" | "active" | "suspended" | "deactivated";

/** One way in which the live state differs from what the files ask for. Users and entitlements by their ids in the files. */
export type Divergence = Told &
  (
    | { readonly kind: "account-missing"; readonly system: string; readonly user: string }
    /** An account that no user has. */
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
    /** The account lost its employee number: only a file under adoptions/ says whose it is. */
    | { readonly kind: "account-unjoined"; readonly system: string; readonly user: string }
    /** The address carries the employee number of somebody else. */
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
    /** Somebody in a declared group who should not be there: a user of ours, or an address. */
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
