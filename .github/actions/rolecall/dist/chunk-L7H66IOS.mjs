import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
var e={plan:"plan-read",apply:"apply-write"},n="rolecall-journal";export{e as a,n as b};
