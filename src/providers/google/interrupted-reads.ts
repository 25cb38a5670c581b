import { withReadSignal } from "../../http/stopped-reads.ts";
import type { GoogleAuth } from "./credentials.ts";

/** The part of the library's transport that is used. The library sets the signal of the timeout before the interceptors. */
interface Transport {
  readonly interceptors: {
    readonly request: Set<{ readonly resolved: (request: Sent) => Promise<Sent> }>;
  };
}
interface Sent {
  signal?: AbortSignal;
}

/** Ends each read of the client, also one of a token, as soon as the run is interrupted. */
export function endInterruptedReads(client: GoogleAuth["client"]): void {
  const { transporter, source } = client as unknown as {
    readonly transporter?: Transport;
    readonly source?: GoogleAuth["client"];
  };
  if (source !== undefined) endInterruptedReads(source);
  transporter?.interceptors.request.add({
    resolved: (request) => {
      if (request.signal !== undefined) request.signal = withReadSignal(request.signal);
      return Promise.resolve(request);
    },
  });
}
