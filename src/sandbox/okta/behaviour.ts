/** The settings of an org that affect its answers. */
export interface OktaBehaviour {
  /** The status of a user without a password after activation; `active` where the org permits sign-in without one. */
  readonly activation: "active" | "provisioned";
  readonly groupPageMax: number;
  readonly memberPageMax: number;
  readonly cursorLifeMs: number;
  /** How long the System Log keeps an event, in milliseconds. */
  readonly logRetentionMs: number;
}
