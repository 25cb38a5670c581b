/** What an org's settings decide about its answers. */
export interface OktaBehaviour {
  /** What a user without a password becomes by activation; `active` where the org lets people sign in without one. */
  readonly activation: "active" | "provisioned";
  readonly groupPageMax: number;
  readonly memberPageMax: number;
  readonly cursorLifeMs: number;
}
