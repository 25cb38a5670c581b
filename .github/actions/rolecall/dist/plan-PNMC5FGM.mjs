import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{a as $,b as k,c as b,d as C}from"./chunk-7OR57H5D.mjs";import{a as c}from"./chunk-DM26OOUR.mjs";import"./chunk-ES2GLGYK.mjs";import"./chunk-OO56VPQ3.mjs";import{a as h,b as P,c as y,d as x,e as O,f as w}from"./chunk-2NJNG2QN.mjs";import"./chunk-LODTHK75.mjs";import"./chunk-LMXY67FB.mjs";import"./chunk-T3T7PEGO.mjs";import"./chunk-WKWJTGKP.mjs";import{a as p}from"./chunk-JSPLNMRH.mjs";import"./chunk-UWHZNVFO.mjs";import{V as g,X as f,a as u,b as l}from"./chunk-S2SYB4VQ.mjs";import"./chunk-OSSPZWFK.mjs";import"./chunk-BRR57ROD.mjs";import{c as a}from"./chunk-FI3J5KKZ.mjs";import"./chunk-V6WGSJD2.mjs";import"./chunk-PQM2NWB3.mjs";import"./chunk-GVLNYKZX.mjs";import"./chunk-SU5LBFSZ.mjs";import"./chunk-THNUJ53O.mjs";import{a as d}from"./chunk-ZBVKW34U.mjs";import"./chunk-CLFW262H.mjs";import"./chunk-H7YWJN2P.mjs";import{writeFileSync as D}from"node:fs";import{resolve as J}from"node:path";var M=6e4;function j(n,e=M){let t=[`## Rolecall plan
`,`${x(n)}
`],r=n.guards.filter(o=>o.blocked);r.length>0&&t.push(`**Blocked** by ${r.map(({code:o})=>a(o)).join(", ")}.
`),n.findings.length>0&&t.push(`### Findings

${p(n.findings)}`);for(let o of n.guards)t.push(`- ${a(o.code)}: ${a(o.message)}
`);let i=n.operations.filter(({origin:o})=>o!=="drift"),s=n.operations.filter(({origin:o})=>o==="drift"),R=[...t,...F("Operations",i),...F("Drift",s)],m=`
Digest: ${a(n.digest)}
`;return B(R,e-m.length)+m}var E={critical:0,high:1,medium:2,low:3};function F(n,e){if(e.length===0)return[];let t=e.map((r,i)=>({operation:r,position:i})).sort((r,i)=>E[r.operation.tier]-E[i.operation.tier]||r.position-i.position);return[`### ${n}

|   | What | Tier | Because |
|---|---|---|---|
`,...t.map(({operation:r})=>T(r)),`
`]}function T(n){let e=O(n),t=P(n)+(e.length===0?"":`: ${e.join("; ")}`),r=n.because.slice(0,1).map(w).join("");return`| ${a(h(n.action))} | ${a(t)} | ${n.tier} | ${r===""?"":a(r)} |
`}function B(n,e){let t="";for(let[r,i]of n.entries()){let s=`
**Truncated:** ${n.length-r} more lines did not fit. \`rolecall plan --format json\` lists all of them.
`;if(t.length+i.length+s.length>e)return t+s;t+=i}return t}async function Z(n,e){let t=await $(b(n,e),C(n,e));if(t.kind!=="planned")return e.err(k(t.kind,t.findings)),d.findings;let r={...t.plan,findings:u([...t.plan.findings,...t.observedFindings])};return e.out(L(r,n)),n.out!==void 0&&(D(J(e.cwd,n.out),f(c(t.plan)),{mode:384}),e.err(`Written to ${n.out}. It contains names and access: protect it like the providers' own data.
`)),t.unread.length>0?d.unexpected:S(t,n)}function L(n,e){switch(g(e)){case"json":return f(c(n));case"markdown":return j(n);default:return y(n,e.target)}}function S({plan:n,observedFindings:e,isChange:t},r){if(l(n.findings,r.failOn))return d.findings;if(l(e,t?"error":r.failOn))return d.findings;if(n.guards.some(({blocked:s})=>s))return d.refused;let i=n.operations.length>0||n.guards.some(({code:s})=>s==="guard/add-only");return r.detailedExitcode===!0&&i?d.changesPending:d.done}export{Z as plan};
