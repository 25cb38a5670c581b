import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{a as d,b as p}from"./chunk-W3PBWEAZ.mjs";import{b as h}from"./chunk-ZDMS3P57.mjs";import{b as i}from"./chunk-FI3J5KKZ.mjs";import{c}from"./chunk-5NLCGJCB.mjs";var u=400,f=20;function B(n,t=[]){let e=[],r=n.findings.filter(l=>!$(l));r.length>0&&e.push(h(r)),e.push(...x(n.findings.filter($)));let o=n.operations.filter(({origin:l})=>l!=="drift"),s=n.operations.filter(({origin:l})=>l==="drift");n.operations.length>0&&e.push(j(n.operations)),o.length>0&&e.push(m("Rolecall will perform these operations:",o)),s.length>0&&e.push(m("Drift: the providers differ from the files, and no file change explains it. rolecall apply at a terminal also corrects it:",s));let a=n.guards.filter(l=>l.blocked);for(let l of n.guards)e.push(b(l));let g=P(n.unmanaged);return g!==""&&e.push(g),e.push(k(n,t)+(a.length>0?` Blocked: see above.
`:`
`)),e.join(`
`)}function k(n,t=[]){if(n.operations.length===0&&n.guards.some(({blocked:s})=>s))return"No operations can be planned.";if(n.operations.length===0)return t.length===0?"No changes. The providers match the files under access/.":`No changes for ${i(t.join(", "))}. Run without --target to plan all users.`;let{create:e,update:r,remove:o}=n.summary;return`Plan: ${e} to create, ${r} to update, ${o} to remove.`}var $=({severity:n,waiver:t})=>n==="note"&&t!==void 0&&t!==null;function x(n){if(n.length===0)return[];let t=n.slice(0,f).map(({code:e,user:r,waiver:o})=>{let s=r==null?"":` for ${r}`;return`  ${i(`${e}${s}, by ${o??""}`)}`});return n.length>f&&t.push(`  \u2026 and ${n.length-f} more.`),[`Waived (run rolecall validate for details):
${t.join(`
`)}
`]}function j(n){let t=new Set(n.map(({action:o})=>d(o))),e={"+":"create or add","~":"update in place","-":"remove","!":"block or unblock an account"};return`Legend:
${["+","~","-","!"].filter(o=>t.has(o)).map(o=>`  ${o} ${e[o]}`).join(`
`)}
`}function m(n,t){let e=t.slice(0,u).flatMap(w);return t.length>u&&e.push(`  \u2026 and ${t.length-u} more; --format json lists all of them.`),`${n}

${e.join(`
`)}
`}function w(n){let t=`  ${d(n.action)} ${i(p(n))}`,e=n.tier==="high"||n.tier==="critical"?`  [${n.tier}]`:"",r=[`${t}${e}`];for(let o of O(n))r.push(`      ${i(o)}`);for(let o of n.because.slice(0,3))r.push(`      because ${i(v(o))}`);return r}function O({action:n,before:t,after:e}){if(d(n)!=="~")return[];let r=new Map(Object.entries(t??{})),o=new Map(Object.entries(e??{}));return[...new Set([...r.keys(),...o.keys()])].sort().map(a=>`${a}: ${y(r.get(a))} \u2192 ${y(o.get(a))}`)}var y=n=>n==null?"(none)":JSON.stringify(n);function v(n){let t=n.file===null?"":` (${n.file}${n.line===null?"":`:${n.line}`})`;if(n.text!==void 0)return`${n.text}${t}`;let e=n.role===void 0?"":` of the role ${n.role}`,r=n.until===void 0||n.until===null?"":` until ${n.until}`,o=n.through===void 0||n.through.length===0?"":` through ${n.through.join(" \u2192 ")}`;return`${n.kind}${e}${o}${r}${t}`}function b(n){let t=n.blocked?"blocked":n.override===null?"note":"overridden",e=n.override===null?"":` (by ${i(n.override)})`;return`${t}: ${n.code}${e}
  ${i(n.message)}
  Fix: ${i(n.remedy)}
`}function P(n){let t=Object.entries(n).filter(([,{accounts:e,groups:r,members:o}])=>e+r+o>0).map(([e,{accounts:r,groups:o,members:s}])=>`  ${i(e)}: ${c(r,"account")}, ${c(o,"group")}, ${c(s,"member")}`);return t.length===0?"":`Unmanaged (not changed):
${t.join(`
`)}
`}export{B as a,k as b,O as c,v as d};
