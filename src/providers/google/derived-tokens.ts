import { addTokenOfHeader, addTokensOf, type Secrets } from "../../support/secrets.ts";
import type { GoogleAuth } from "./credentials.ts";

/** The parts of the library's transport that are used. Its interceptors are sets. */
interface Transport {
  readonly interceptors: {
    readonly request: Set<{ readonly resolved: (request: Sent) => Promise<Sent> }>;
    readonly response: Set<{ readonly resolved: (response: Answered) => Promise<Answered> }>;
  };
}
interface Sent {
  readonly headers: Headers;
  /** The form of a token request. */
  readonly data?: unknown;
}
interface Answered {
  readonly data: unknown;
  readonly config: { readonly url?: unknown };
}

/**
 * Adds every token that the library obtains: the identity token of the runner, the federated token, and the token of the
 * service account. The exchange of a federated token has a transport of its own.
 */
export function watchTokens(client: GoogleAuth["client"], secrets: Pick<Secrets, "add">): void {
  const { transporter, stsCredential, source } = client as unknown as {
    readonly transporter?: Transport;
    readonly source?: GoogleAuth["client"];
    readonly stsCredential?: { readonly transporter?: Transport };
  };
  if (source !== undefined) watchTokens(source, secrets);
  for (const transport of [transporter, stsCredential?.transporter]) {
    if (transport === undefined) continue;
    transport.interceptors.request.add({
      resolved: (request) => {
        addTokenOfHeader(request.headers.get("authorization"), secrets);
        for (const text of signedIn(request.data)) secrets.add(text);
        return Promise.resolve(request);
      },
    });
    transport.interceptors.response.add({
      resolved: (response) => {
        // Objects of the directory have fields of the same names, such as the value of an external id.
        if (!String(response.config.url).includes("/admin/directory/")) addTokensOf(response.data, secrets);
        return Promise.resolve(response);
      },
    });
  }
}

/** Returns the signed texts of a token request, each of which gives a token until it expires. */
function signedIn(data: unknown): readonly string[] {
  if (!(data instanceof URLSearchParams)) return [];
  return ["assertion", "subject_token"].map((name) => data.get(name) ?? "");
}
