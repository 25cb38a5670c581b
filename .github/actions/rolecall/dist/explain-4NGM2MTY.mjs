import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{a as o,b as a,c as f}from"./chunk-J74BFA75.mjs";import"./chunk-PQM2NWB3.mjs";import{a as i,b as s}from"./chunk-L26522UB.mjs";import"./chunk-H7YWJN2P.mjs";async function $(n,r){let d=[...o].filter(([t])=>n===void 0||t.startsWith(`${n}/`));if(n===void 0||d.length>0){for(let[t,{title:l}]of d)r.out(`${t.padEnd(30)} ${l}
`);return i.done}let e=a(n);if(e===void 0){let t=f(n,o.keys());throw new s(`no code is called ${n}${t===void 0?"":`; did you mean ${t}?`} (rolecall explain lists them)`)}return r.out(`${n}

${e.title}

Why it matters: ${e.why}
What to do:     ${e.next}
`),i.done}export{$ as explain};
