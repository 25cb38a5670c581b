import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{a as R,b as T,c as S,d as B}from"./chunk-VQ6IGOF3.mjs";import{a as y}from"./chunk-DM26OOUR.mjs";import"./chunk-YTDINJG7.mjs";import"./chunk-PWOLV6GE.mjs";import{a as x,b as O,c as j,e as F,f as C,g as E,h as v,i as M}from"./chunk-KTRSKOF6.mjs";import"./chunk-NPX2IIZS.mjs";import"./chunk-4UMVPBEW.mjs";import"./chunk-TWH6SMZG.mjs";import"./chunk-HCNDN6NJ.mjs";import"./chunk-T462NLBI.mjs";import{b as w}from"./chunk-VOMMURLX.mjs";import{a as b}from"./chunk-ISOW6YAG.mjs";import"./chunk-T3T7PEGO.mjs";import"./chunk-RJ23N7TL.mjs";import"./chunk-6PBKN7UZ.mjs";import"./chunk-MGZJUGDZ.mjs";import"./chunk-YRWGZGW4.mjs";import{a as $,b as p,qb as h,sb as f}from"./chunk-Z4FQ53RQ.mjs";import"./chunk-TYJNPQ6Y.mjs";import"./chunk-6Q4AKEX3.mjs";import"./chunk-HJJX7WMR.mjs";import"./chunk-SU5LBFSZ.mjs";import{a as g}from"./chunk-P34ZG2XE.mjs";import{c as l,e as u}from"./chunk-JMV3IZDB.mjs";import{a as c}from"./chunk-ZBVKW34U.mjs";import"./chunk-CLFW262H.mjs";import"./chunk-H7YWJN2P.mjs";import{writeFileSync as U}from"node:fs";import{resolve as _}from"node:path";var W=6e4;function z(n,{targets:t=[],budget:r=W}={}){let e=[s(`## Rolecall plan
`),s(`${u(C(n,t))}
`)],o=n.guards.filter(a=>a.blocked);o.length>0&&e.push(s(`**Blocked** by ${o.map(({code:a})=>l(a)).join(", ")}.
`)),n.findings.length>0&&e.push(s(`### Findings

`),...w(n.findings).map(({markdown:a,findings:N})=>({markdown:a,kind:"finding",count:N})),s(`
`)),n.guards.length>0&&e.push(s(`### Guards

`),...n.guards.map(a=>P("guard",q(a))),s(`
`));let i=n.operations.filter(({origin:a})=>a!=="drift"),d=n.operations.filter(({origin:a})=>a==="drift"),m=[...e,...J("Operations",i),...J("Drift",d),...A(n.unmanaged)],k=`
Digest: ${l(n.digest)}
`;return I(m,r-k.length)+k}function q(n){let t=n.override===null?"":` by ${l(n.override)}`;return`- **${v(n)}** ${l(n.code)}${t}: ${u(n.message)} *Fix:* ${u(n.remedy)}
`}function A(n){let t=M(n).map(r=>`- ${l(r)}
`);return t.length===0?[]:[s(`### Unmanaged (not changed)

`),...t.map(r=>P("system with unmanaged objects",r,"systems with unmanaged objects")),s(`
`)]}var D={critical:0,high:1,medium:2,low:3};function J(n,t){if(t.length===0)return[];let r=t.map((e,o)=>({operation:e,position:o})).sort((e,o)=>D[e.operation.tier]-D[o.operation.tier]||e.position-o.position);return[s(`### ${n}

|   | What | Tier | Because |
|---|---|---|---|
`),...r.map(({operation:e})=>P("operation",G(e))),s(`
`)]}function G(n){let t=j(n),r=O(n)+(t.length===0?"":`: ${t.join("; ")}`),[e,...o]=n.because,i=o.length===0?"":` (and ${g(o.length,"more reason")})`,d=e===void 0?"":`${l(E(e))}${i}`;return`| ${l(x(n.action))} | ${l(r)} | ${n.tier} | ${d} |
`}var s=n=>({markdown:n,kind:null,count:0}),P=(n,t,r=`${n}s`)=>({markdown:t,kind:n,kinds:r,count:1});function I(n,t){if(n.reduce((d,{markdown:m})=>d+m.length,0)<=t)return n.map(({markdown:d})=>d).join("");let e=t-L(n).length,o=0,i="";for(let{markdown:d}of n){if(i.length+d.length>e)break;i+=d,o+=1}return i+L(n.slice(o))}function L(n){let t=new Map;for(let{kind:e,kinds:o=`${e??""}s`,count:i}of n)e!==null&&t.set(e,{count:(t.get(e)?.count??0)+i,kinds:o});return`
**Truncated:** ${[...t].map(([e,{count:o,kinds:i}])=>g(o,e,i)).join(", ")} did not fit. \`rolecall plan --format json\` lists all of them.
`}async function gn(n,t){let r=await R(S(n,t),B(n,t));if(r.kind!=="planned")return h(n)==="json"&&t.out(f(b(r.checked))),t.err(T(r.kind,r.findings)),c.findings;let e={...r.plan,findings:$([...r.plan.findings,...r.observedFindings])};return t.out(H(e,n)),n.out!==void 0&&(U(_(t.cwd,n.out),f(y(r.plan)),{mode:384}),t.err(`Written to ${n.out}. It contains names and access: protect it like the providers' own data.
`)),r.unread.length>0?c.unexpected:K(r,n)}function H(n,t){switch(h(t)){case"json":return f(y(n));case"markdown":return z(n,{targets:t.target??[]});default:return F(n,t.target,t.verbose)}}function K({plan:n,observedFindings:t,isChange:r},e){if(p(n.findings,e.failOn))return c.findings;if(p(t,r?"error":e.failOn))return c.findings;if(n.guards.some(({blocked:i})=>i))return c.refused;let o=n.operations.length>0||n.guards.some(({code:i})=>i==="guard/add-only");return e.detailedExitcode===!0&&o?c.changesPending:c.done}export{gn as plan};
