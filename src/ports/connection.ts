import type { AccessModel, System, SystemId } from "../model/documents.ts";
import type { AccessReader, AccessWriter, ProviderWrite } from "./access.ts";
import type { CheckedRight, CredentialNeeds, InspectedCredential } from "../model/credential-report.ts";

/** The action of one write. */
export type WriteAction = ProviderWrite["action"];

/** One connected provider: the reader for planning, and the writer, which only apply requests. */
export interface Connection {
  readonly system: System;
  readonly reader: AccessReader;
  readonly writer: () => Promise<AccessWriter>;
  /**
   * Returns the rights that writes with these actions need, as far as the credential for writing shows them. Sends no write.
   * Absent: no credential is given.
   */
  readonly writeRights?: (actions: ReadonlySet<WriteAction>) => Promise<readonly CheckedRight[]>;
  /** Reports which identity the credential is and what it may do, without a change. Absent: no credential is given. */
  readonly inspect?: (needs: CredentialNeeds) => Promise<InspectedCredential>;
}

/**
 * Connects all systems of a model that have a provider.
 * @param added the systems that only the change under review has: their connection is not trusted by itself
 * @throws UsageError with all missing settings of all systems
 */
export type Connect = (model: AccessModel, added?: ReadonlySet<SystemId>) => Promise<readonly Connection[]>;
