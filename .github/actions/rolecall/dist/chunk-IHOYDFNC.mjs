import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{a as n}from"./chunk-5CZ47BAB.mjs";import{b as e,c as o}from"./chunk-JAOAIN34.mjs";function p(s){return s.map(r=>{let t=n(r),a=t===""?"":` at ${e(t)}`;return`- **${r.severity}** ${e(r.code)}${a}: ${o(r.message)} *Next:* ${o(r.remedy)}
`}).join("")}export{p as a};
