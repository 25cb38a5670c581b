import { credentialsFrom } from "../../../src/providers/okta/environment.ts";
import { InvalidCredential } from "../../../src/providers/invalid-credential.ts";
import type { Scenarios } from "../scenario.ts";

/** `provider/credential`: a variable without its counterpart. */
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
};
