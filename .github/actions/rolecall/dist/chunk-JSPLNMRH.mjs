import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{a as n}from"./chunk-UWHZNVFO.mjs";import{c as e,d as o}from"./chunk-FI3J5KKZ.mjs";function p(s){return s.map(r=>{let t=n(r),a=t===""?"":` at ${e(t)}`;return`- **${r.severity}** ${e(r.code)}${a}: ${o(r.message)} *Fix:* ${o(r.remedy)}
`}).join("")}export{p as a};
