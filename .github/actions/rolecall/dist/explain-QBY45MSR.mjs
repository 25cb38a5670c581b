import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{a as o,b as f}from"./chunk-QK3GRGNP.mjs";import{wa as m}from"./chunk-5NLCGJCB.mjs";import"./chunk-SU5LBFSZ.mjs";import{a as i}from"./chunk-ZBVKW34U.mjs";import{b as s}from"./chunk-CLFW262H.mjs";import"./chunk-H7YWJN2P.mjs";async function h(n,r){let d=[...o].filter(([t])=>n===void 0||t.startsWith(`${n}/`));if(n===void 0||d.length>0){for(let[t,{title:a}]of d)r.out(`${t.padEnd(30)} ${a}
`);return i.done}let e=f(n);if(e===void 0){let t=m(n,o.keys());throw new s(`unknown code ${n}${t===void 0?"":`; did you mean ${t}?`} (rolecall explain lists them)`)}return r.out(`${n}

${e.title}

Why it matters: ${e.why}
What to do:     ${e.next}
`),i.done}export{h as explain};
