export { createGoogleClient, type GoogleClient, type GoogleClientOptions } from "./client.ts";
export type { GoogleCredentials } from "./credentials.ts";
export { createGoogleReader, type GoogleReaderOptions } from "./reader.ts";
export { createGoogleWriter, type GoogleWriterOptions } from "./writer.ts";
export { inspectGoogle } from "./inspect.ts";
export { googleWriteRights } from "./write-rights.ts";
