import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{b as n}from"./chunk-JMV3IZDB.mjs";var t=({err:r})=>i=>r(`${n(i)}
`);export{t as a};
