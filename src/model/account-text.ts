import type { ObservedAccount } from "./observation.ts";

/** Returns a live account as findings name it. */
export const accountText = ({
  address,
  state,
}: Pick<ObservedAccount, "address"> & { readonly state: string }): string => `the account ${address} (${state})`;
