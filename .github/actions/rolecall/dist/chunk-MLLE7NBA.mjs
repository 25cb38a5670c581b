import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{a as o}from"./chunk-ISOW6YAG.mjs";import{b as e}from"./chunk-MGZJUGDZ.mjs";import{qb as t}from"./chunk-HJZ5DAF6.mjs";import{a as i}from"./chunk-ZBVKW34U.mjs";function g(n,d,{isJson:m,environment:r}){return m&&r.out(t(o(n))),r.err(`${e(n.findings)}
${d}
`),i.findings}export{g as a};
