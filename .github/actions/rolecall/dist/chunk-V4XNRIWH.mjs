import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
var e="rolecall-journal",o="journal.jsonl",r="rolecall-freeze";export{e as a,o as b,r as c};
