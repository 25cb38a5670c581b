import { credentialsFrom } from "../../../src/providers/okta/environment.ts";
import { InvalidCredential } from "../../../src/providers/invalid-credential.ts";
import { checkedByGrant } from "../../../src/providers/check-right.ts";
import { oktaRights } from "../../../src/providers/okta/rights.ts";
import { requireWriteRights } from "../../../src/workflow/write-rights.ts";
import { RefusedError } from "../../../src/diagnostics/user-error.ts";
import { adds, planOf } from "../../apply/scenario.ts";
import type { SystemId } from "../../../src/model/documents.ts";
import type { Scenarios } from "../scenario.ts";

/** `provider/credential`: a variable without its counterpart. `provider/read-only-credential`: the scopes of plans. */
export const credentialScenarios: Scenarios = {
  "provider/credential": {
    about: "OKTA_CLIENT_PRIVATEKEY",
    reported: () => {
      try {
        credentialsFrom({ OKTA_CLIENT_CLIENTID: "0oa1" });
      } catch (problem) {
        if (!(problem instanceof InvalidCredential)) throw problem;
        return [{ code: problem.code, message: problem.message, where: "system okta", next: problem.remedy }];
      }
      return [];
    },
  },
  "provider/read-only-credential": {
    about: "okta.groups.manage",
    reported: async () => {
      const rights = [checkedByGrant(oktaRights.writeGroups, { scopes: ["okta.groups.read"], hasRole: null })];
      const okta = { system: { id: "okta" as SystemId }, writeRights: async () => rights };
      try {
        await requireWriteRights(planOf([adds("crm", "ada")]), [okta]);
        return [];
      } catch (problem) {
        if (!(problem instanceof RefusedError)) throw problem;
        return [{ code: problem.code, message: problem.message, where: "system okta", next: problem.remedy }];
      }
    },
  },
};
