import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{a,b}from"./chunk-NUNKFTJX.mjs";import"./chunk-H7YWJN2P.mjs";export{a as ForgeFailure,b as isForgeFailure};
