export { createOktaClient, type OktaClient, type OktaClientOptions, type OktaCredentials } from "./client.ts";
export { createOktaReader, type OktaReaderOptions } from "./reader.ts";
export { createOktaWriter, type OktaWriterOptions } from "./writer.ts";
export { inspectOkta } from "./inspect.ts";
export { oktaWriteRights } from "./write-rights.ts";
