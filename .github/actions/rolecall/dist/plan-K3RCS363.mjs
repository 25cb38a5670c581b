import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{a as R,b as S,c as B,d as D}from"./chunk-RS7DRMCE.mjs";import{a as y}from"./chunk-OETOXL5Z.mjs";import"./chunk-LJJZN23L.mjs";import"./chunk-H2DV4SIT.mjs";import"./chunk-GL52J5FN.mjs";import"./chunk-SYLEF4WU.mjs";import{a as x,b as O,c as j,e as F,f as C,g as E,h as T,i as v,j as M}from"./chunk-6EVKJ3HN.mjs";import"./chunk-O3EVVWK7.mjs";import"./chunk-CJJ5S4U5.mjs";import"./chunk-TWH6SMZG.mjs";import"./chunk-HCNDN6NJ.mjs";import"./chunk-RE5QKSEL.mjs";import{b as w}from"./chunk-VOMMURLX.mjs";import{a as b}from"./chunk-ISOW6YAG.mjs";import"./chunk-T3T7PEGO.mjs";import"./chunk-WIDGGT5I.mjs";import"./chunk-6PBKN7UZ.mjs";import"./chunk-MGZJUGDZ.mjs";import"./chunk-YRWGZGW4.mjs";import{a as k,b as p,ob as h,qb as m}from"./chunk-HJZ5DAF6.mjs";import"./chunk-TYJNPQ6Y.mjs";import"./chunk-JAMFTMDD.mjs";import"./chunk-HJJX7WMR.mjs";import"./chunk-SU5LBFSZ.mjs";import{a as g}from"./chunk-P34ZG2XE.mjs";import{c as l,e as u}from"./chunk-JMV3IZDB.mjs";import{a as c}from"./chunk-ZBVKW34U.mjs";import"./chunk-CLFW262H.mjs";import"./chunk-H7YWJN2P.mjs";import{writeFileSync as _}from"node:fs";import{resolve as H}from"node:path";var q=6e4;function N(n,{targets:t=[],budget:r=q}={}){let e=[s(`## Rolecall plan
`),s(`${u(C(n,t))}
`)];e.push(...E(n).map(a=>s(`${u(a)}
`)));let o=n.guards.filter(a=>a.blocked);o.length>0&&e.push(s(`**Blocked** by ${o.map(({code:a})=>l(a)).join(", ")}.
`)),n.findings.length>0&&e.push(s(`### Findings

`),...w(n.findings).map(({markdown:a,findings:W})=>({markdown:a,kind:"finding",count:W})),s(`
`)),n.guards.length>0&&e.push(s(`### Guards

`),...n.guards.map(a=>P("guard",A(a))),s(`
`));let i=n.operations.filter(({origin:a})=>a!=="drift"),d=n.operations.filter(({origin:a})=>a==="drift"),f=[...e,...L("Operations",i),...L("Drift",d),...G(n.unmanaged)],$=`
Digest: ${l(n.digest)}
`;return U(f,r-$.length)+$}function A(n){let t=n.override===null?"":` by ${l(n.override)}`;return`- **${v(n)}** ${l(n.code)}${t}: ${u(n.message)} *Fix:* ${u(n.remedy)}
`}function G(n){let t=M(n).map(r=>`- ${l(r)}
`);return t.length===0?[]:[s(`### Unmanaged (not changed)

`),...t.map(r=>P("system with unmanaged objects",r,"systems with unmanaged objects")),s(`
`)]}var J={critical:0,high:1,medium:2,low:3};function L(n,t){if(t.length===0)return[];let r=t.map((e,o)=>({operation:e,position:o})).sort((e,o)=>J[e.operation.tier]-J[o.operation.tier]||e.position-o.position);return[s(`### ${n}

|   | What | Tier | Because |
|---|---|---|---|
`),...r.map(({operation:e})=>P("operation",I(e))),s(`
`)]}function I(n){let t=j(n),r=O(n)+(t.length===0?"":`: ${t.join("; ")}`),[e,...o]=n.because,i=o.length===0?"":` (and ${g(o.length,"more reason")})`,d=e===void 0?"":`${l(T(e))}${i}`;return`| ${l(x(n.action))} | ${l(r)} | ${n.tier} | ${d} |
`}var s=n=>({markdown:n,kind:null,count:0}),P=(n,t,r=`${n}s`)=>({markdown:t,kind:n,kinds:r,count:1});function U(n,t){if(n.reduce((d,{markdown:f})=>d+f.length,0)<=t)return n.map(({markdown:d})=>d).join("");let e=t-z(n).length,o=0,i="";for(let{markdown:d}of n){if(i.length+d.length>e)break;i+=d,o+=1}return i+z(n.slice(o))}function z(n){let t=new Map;for(let{kind:e,kinds:o=`${e??""}s`,count:i}of n)e!==null&&t.set(e,{count:(t.get(e)?.count??0)+i,kinds:o});return`
**Truncated:** ${[...t].map(([e,{count:o,kinds:i}])=>g(o,e,i)).join(", ")} did not fit. \`rolecall plan --format json\` lists all of them.
`}async function pn(n,t){let r=await R(B(n,t),D(n,t));if(r.kind!=="planned")return h(n)==="json"&&t.out(m(b(r.checked))),t.err(S(r.kind,r.findings)),c.findings;let e={...r.plan,findings:k([...r.plan.findings,...r.observedFindings])};return t.out(K(e,n)),n.out!==void 0&&(_(H(t.cwd,n.out),m(y(r.plan)),{mode:384}),t.err(`Written to ${n.out}. It contains names and access: protect it like the providers' own data.
`)),r.unread.length>0?c.unexpected:Q(r,n)}function K(n,t){switch(h(t)){case"json":return m(y(n));case"markdown":return N(n,{targets:t.target??[]});default:return F(n,t.target,t.verbose)}}function Q({plan:n,observedFindings:t,isChange:r},e){if(p(n.findings,e.failOn))return c.findings;if(p(t,r?"error":e.failOn))return c.findings;if(n.guards.some(({blocked:i})=>i))return c.refused;let o=n.operations.length>0||n.guards.some(({code:i})=>i==="guard/add-only");return e.detailedExitcode===!0&&o?c.changesPending:c.done}export{pn as plan};
