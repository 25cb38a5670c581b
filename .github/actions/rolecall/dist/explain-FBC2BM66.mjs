import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{a as f,b as l}from"./chunk-MPNUI3T3.mjs";import{ga as m,ob as p,qb as g}from"./chunk-HJZ5DAF6.mjs";import"./chunk-TYJNPQ6Y.mjs";import"./chunk-JAMFTMDD.mjs";import"./chunk-HJJX7WMR.mjs";import"./chunk-SU5LBFSZ.mjs";import"./chunk-P34ZG2XE.mjs";import"./chunk-JMV3IZDB.mjs";import{a}from"./chunk-ZBVKW34U.mjs";import{b as d}from"./chunk-CLFW262H.mjs";import"./chunk-H7YWJN2P.mjs";async function E(n,r,t){let i=p(r)==="json",o=[...f].filter(([s])=>n===void 0||s.startsWith(`${n}/`));if(n===void 0||o.length>0){if(i)t.out(u(o));else for(let[s,{title:y}]of o)t.out(`${s.padEnd(30)} ${y}
`);return a.done}let e=l(n);if(e===void 0)throw new d(`unknown code ${n}${m(n,f.keys())} (rolecall explain lists them)`);return i?t.out(u([[n,e]])):t.out(`${n}

${e.title}

Why it matters: ${e.why}
What to do:     ${e.next}
`),a.done}var u=n=>g({version:1,codes:n.map(([r,{title:t,why:i,next:o}])=>({code:r,title:t,why:i,next:o}))});export{E as explain};
