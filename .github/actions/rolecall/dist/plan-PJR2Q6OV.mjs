import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{a as f,b as x}from"./chunk-AAH2WRAN.mjs";import{a as P,b as O,c as $,d as w}from"./chunk-VOYB53ZL.mjs";import{a as h,b as y}from"./chunk-R3OTJH5J.mjs";import"./chunk-K5BD3T6H.mjs";import"./chunk-WQWB4CJE.mjs";import"./chunk-CYEHRDFI.mjs";import"./chunk-Q744B2GV.mjs";import"./chunk-4UBU4XW2.mjs";import"./chunk-7MWPZQYR.mjs";import{a as u}from"./chunk-IHOYDFNC.mjs";import"./chunk-5CZ47BAB.mjs";import{N as g,Q as l,a as m,b as p}from"./chunk-R256YMDI.mjs";import"./chunk-MZKSBW2C.mjs";import"./chunk-SU5LBFSZ.mjs";import{b as s}from"./chunk-JAOAIN34.mjs";import"./chunk-J74BFA75.mjs";import"./chunk-PQM2NWB3.mjs";import{a}from"./chunk-L26522UB.mjs";import"./chunk-H7YWJN2P.mjs";import{writeFileSync as v}from"node:fs";import{resolve as D}from"node:path";var F=6e4;function C(n,e=F){let t=[`## Rolecall plan
`,`${O(n)}
`],r=n.guards.filter(o=>o.blocked);r.length>0&&t.push(`**Blocked** by ${r.map(({code:o})=>s(o)).join(", ")}.
`),n.findings.length>0&&t.push(`### Findings

${u(n.findings)}`);for(let o of n.guards)t.push(`- ${s(o.code)}: ${s(o.message)}
`);let i=n.operations.filter(({origin:o})=>o!=="drift"),d=n.operations.filter(({origin:o})=>o==="drift"),E=[...t,...k("Operations",i),...k("Drift",d)],c=`
Digest: ${s(n.digest)}
`;return M(E,e-c.length)+c}var b={critical:0,high:1,medium:2,low:3};function k(n,e){if(e.length===0)return[];let t=e.map((r,i)=>({operation:r,position:i})).sort((r,i)=>b[r.operation.tier]-b[i.operation.tier]||r.position-i.position);return[`### ${n}

|   | What | Tier | Because |
|---|---|---|---|
`,...t.map(({operation:r})=>j(r)),`
`]}function j(n){let e=$(n),t=y(n)+(e.length===0?"":`: ${e.join("; ")}`),r=n.because.slice(0,1).map(w).join("");return`| ${s(h(n.action))} | ${s(t)} | ${n.tier} | ${r===""?"":s(r)} |
`}function M(n,e){let t="";for(let[r,i]of n.entries()){let d=`
**Cut here:** ${n.length-r} more lines did not fit; \`rolecall plan --format json\` has them all.
`;if(t.length+i.length+d.length>e)return t+d;t+=i}return t}async function Q(n,e){let t=await x(n,e);if(t===null)return a.findings;let r={...t.plan,findings:m([...t.plan.findings,...t.observedFindings])};return e.out(R(r,n)),n.out!==void 0&&(v(D(e.cwd,n.out),l(f(t.plan)),{mode:384}),e.err(`Written to ${n.out}. It names people and their access: keep it as you keep the providers' data.
`)),W(r,n)}function R(n,e){switch(g(e)){case"json":return l(f(n));case"markdown":return C(n);default:return P(n,e.target)}}function W(n,e){return p(n.findings,e.failOn)?a.findings:n.guards.some(({blocked:t})=>t)?a.refused:e.detailedExitcode===!0&&n.operations.length>0?a.changesPending:a.done}export{Q as plan};
