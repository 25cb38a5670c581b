import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{a as o,b as m}from"./chunk-UINGNFN7.mjs";import{na as d}from"./chunk-V6WGSJD2.mjs";import"./chunk-PQM2NWB3.mjs";import"./chunk-GVLNYKZX.mjs";import"./chunk-SU5LBFSZ.mjs";import"./chunk-THNUJ53O.mjs";import{a as i}from"./chunk-ZBVKW34U.mjs";import{b as f}from"./chunk-CLFW262H.mjs";import"./chunk-H7YWJN2P.mjs";async function g(n,r){let s=[...o].filter(([e])=>n===void 0||e.startsWith(`${n}/`));if(n===void 0||s.length>0){for(let[e,{title:l}]of s)r.out(`${e.padEnd(30)} ${l}
`);return i.done}let t=m(n);if(t===void 0)throw new f(`unknown code ${n}${d(n,o.keys())} (rolecall explain lists them)`);return r.out(`${n}

${t.title}

Why it matters: ${t.why}
What to do:     ${t.next}
`),i.done}export{g as explain};
