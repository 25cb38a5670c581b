import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{b as m,f as t,h as a}from"./chunk-PFIB253A.mjs";import{b as u}from"./chunk-5CZ47BAB.mjs";import{O as d}from"./chunk-R256YMDI.mjs";import"./chunk-MZKSBW2C.mjs";import"./chunk-SU5LBFSZ.mjs";import"./chunk-JAOAIN34.mjs";import"./chunk-J74BFA75.mjs";import"./chunk-PQM2NWB3.mjs";import{a as r}from"./chunk-L26522UB.mjs";import"./chunk-H7YWJN2P.mjs";import{mkdirSync as h,readFileSync as g,writeFileSync as p}from"node:fs";import{dirname as y,join as F,resolve as w}from"node:path";async function O(o,e){let{resolved:c,findings:l}=await d(o,e);if(c===null)return e.err(`${u(l)}
The files have errors, so the form cannot be made from them.
`),r.findings;let n=m(c),i=F(w(e.cwd,o.root),t);if(n.length===0)return e.err(`Nothing under access/ is given on request, so there is no form to make.
`),r.findings;let f=a(n),s=E(i)===f;return o.check===!0?s?(e.out(`${t} is what the files under access/ give.
`),r.done):(e.err(`${t} is not what the files under access/ give. Run: rolecall request-form
`),r.findings):(s||(h(y(i),{recursive:!0}),p(i,f)),e.out(`${t}: ${n.length} choices, ${s?"unchanged":"written"}.
`),r.done)}function E(o){try{return g(o,"utf8")}catch(e){if(e instanceof Error&&"code"in e&&e.code==="ENOENT")return;throw e}}export{O as requestForm};
