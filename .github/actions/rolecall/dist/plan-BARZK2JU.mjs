import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{a as $,b as k,c as b,d as C}from"./chunk-CSSRNJAA.mjs";import{a as f}from"./chunk-DM26OOUR.mjs";import"./chunk-NSJBZHVK.mjs";import"./chunk-BSJCPASA.mjs";import{a as y,b as w,c as x,d as O}from"./chunk-AGP4DTR4.mjs";import{a as h,b as P}from"./chunk-W3PBWEAZ.mjs";import"./chunk-LODTHK75.mjs";import"./chunk-LMXY67FB.mjs";import"./chunk-T3T7PEGO.mjs";import"./chunk-BBMUHBTT.mjs";import{a as u}from"./chunk-KMBPCBH7.mjs";import"./chunk-ZDMS3P57.mjs";import{T as g,V as l,a as m,b as p}from"./chunk-OPOWIOGL.mjs";import{c as s}from"./chunk-FI3J5KKZ.mjs";import"./chunk-5NLCGJCB.mjs";import"./chunk-SU5LBFSZ.mjs";import{a}from"./chunk-ZBVKW34U.mjs";import"./chunk-CLFW262H.mjs";import"./chunk-H7YWJN2P.mjs";import{writeFileSync as D}from"node:fs";import{resolve as J}from"node:path";var M=6e4;function j(n,e=M){let t=[`## Rolecall plan
`,`${w(n)}
`],r=n.guards.filter(i=>i.blocked);r.length>0&&t.push(`**Blocked** by ${r.map(({code:i})=>s(i)).join(", ")}.
`),n.findings.length>0&&t.push(`### Findings

${u(n.findings)}`);for(let i of n.guards)t.push(`- ${s(i.code)}: ${s(i.message)}
`);let o=n.operations.filter(({origin:i})=>i!=="drift"),d=n.operations.filter(({origin:i})=>i==="drift"),R=[...t,...F("Operations",o),...F("Drift",d)],c=`
Digest: ${s(n.digest)}
`;return B(R,e-c.length)+c}var E={critical:0,high:1,medium:2,low:3};function F(n,e){if(e.length===0)return[];let t=e.map((r,o)=>({operation:r,position:o})).sort((r,o)=>E[r.operation.tier]-E[o.operation.tier]||r.position-o.position);return[`### ${n}

|   | What | Tier | Because |
|---|---|---|---|
`,...t.map(({operation:r})=>T(r)),`
`]}function T(n){let e=x(n),t=P(n)+(e.length===0?"":`: ${e.join("; ")}`),r=n.because.slice(0,1).map(O).join("");return`| ${s(h(n.action))} | ${s(t)} | ${n.tier} | ${r===""?"":s(r)} |
`}function B(n,e){let t="";for(let[r,o]of n.entries()){let d=`
**Truncated:** ${n.length-r} more lines did not fit. \`rolecall plan --format json\` lists all of them.
`;if(t.length+o.length+d.length>e)return t+d;t+=o}return t}async function Z(n,e){let t=await $(b(n,e),C(n,e));if(t.kind!=="planned")return e.err(k(t.kind,t.findings)),a.findings;let r={...t.plan,findings:m([...t.plan.findings,...t.observedFindings])};return e.out(L(r,n)),n.out!==void 0&&(D(J(e.cwd,n.out),l(f(t.plan)),{mode:384}),e.err(`Written to ${n.out}. It contains names and access: protect it like the providers' own data.
`)),S(r,n)}function L(n,e){switch(g(e)){case"json":return l(f(n));case"markdown":return j(n);default:return y(n,e.target)}}function S(n,e){return p(n.findings,e.failOn)?a.findings:n.guards.some(({blocked:t})=>t)?a.refused:e.detailedExitcode===!0&&n.operations.length>0?a.changesPending:a.done}export{Z as plan};
