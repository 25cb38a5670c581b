/** The settings of an org that affect its answers. */
export interface OktaBehaviour {
  /** The status of a user without a password after activation; `active` where the org permits sign-in without one. */
  readonly activation: "active" | "provisioned";
  readonly groupPageMax: number;
  readonly memberPageMax: number;
  readonly cursorLifeMs: number;
  /** Between two pages of a list comes an empty one, and a page starts with the last entry of the page before. */
  readonly oddPages: boolean;
  /** How long the System Log keeps an event, in milliseconds. */
  readonly logRetentionMs: number;
}
