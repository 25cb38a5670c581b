import type { CodePage } from "../diagnostics/code.ts";

/** Codes about the connection to a provider. */
export const portPages = {
  "provider/credential": {
    title: "A credential of a provider is missing or cannot be used.",
    why: "Rolecall reads credentials only from the environment, and sends no request with one that cannot work.",
    next: "Okta: set OKTA_CLIENT_TOKEN to an API token, or OKTA_CLIENT_CLIENTID and OKTA_CLIENT_PRIVATEKEY to the client id and the private key of a service app. Google: set GOOGLE_APPLICATION_CREDENTIALS to the path of the JSON key of a service account, with `subject`, the address of the administrator that it acts for. `rolecall doctor --providers` lists the rights that each needs and reports the missing ones.",
  },
  "provider/read-only-credential": {
    title: "The credential of a provider cannot write what the plan needs.",
    why: "A plan is read with a credential that cannot write. A run with it would fail at each write, or in the middle, so it is refused before the first one.",
    next: "Run `apply` with the credential for writing, or give the credential the scopes and the administrator role that are missing. `rolecall doctor --providers` lists them.",
  },
} satisfies Readonly<Record<string, CodePage>>;

declare module "../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly ports: keyof typeof portPages;
  }
}
