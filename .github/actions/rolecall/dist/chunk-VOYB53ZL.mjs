import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{a,b as h}from"./chunk-R3OTJH5J.mjs";import{b as g}from"./chunk-5CZ47BAB.mjs";import{a as i}from"./chunk-JAOAIN34.mjs";var d=400,c=20;function N(n,t=[]){let e=[],r=n.findings.filter(s=>!p(s));r.length>0&&e.push(g(r)),e.push(...x(n.findings.filter(p)));let o=n.operations.filter(({origin:s})=>s!=="drift"),l=n.operations.filter(({origin:s})=>s==="drift");n.operations.length>0&&e.push(j(n.operations)),o.length>0&&e.push($("Rolecall will perform these operations:",o)),l.length>0&&e.push($("The providers differ, and no file explains it (drift); apply at a terminal repairs this as well:",l));let y=n.guards.filter(s=>s.blocked);for(let s of n.guards)e.push(v(s));let f=P(n.unmanaged);return f!==""&&e.push(f),e.push(k(n,t)+(y.length>0?` Blocked: see above.
`:`
`)),e.join(`
`)}function k(n,t=[]){if(n.operations.length===0)return t.length===0?"No changes. The providers hold what access/ wants.":`No changes for ${i(t.join(", "))}. Without --target the plan shows everybody's.`;let{create:e,update:r,remove:o}=n.summary;return`Plan: ${e} to create, ${r} to update, ${o} to remove.`}var p=({severity:n,waiver:t})=>n==="note"&&t!==void 0&&t!==null;function x(n){if(n.length===0)return[];let t=n.slice(0,c).map(({code:e,user:r,waiver:o})=>{let l=r==null?"":` for ${r}`;return`  ${i(`${e}${l}, by ${o??""}`)}`});return n.length>c&&t.push(`  \u2026 and ${n.length-c} more.`),[`Waived (rolecall validate tells why):
${t.join(`
`)}
`]}function j(n){let t=new Set(n.map(({action:o})=>a(o))),e={"+":"create or give","~":"update in place","-":"take away","!":"block or unblock an account"};return`Legend:
${["+","~","-","!"].filter(o=>t.has(o)).map(o=>`  ${o} ${e[o]}`).join(`
`)}
`}function $(n,t){let e=t.slice(0,d).flatMap(w);return t.length>d&&e.push(`  \u2026 and ${t.length-d} more; --format json lists them all.`),`${n}

${e.join(`
`)}
`}function w(n){let t=`  ${a(n.action)} ${i(h(n))}`,e=n.tier==="high"||n.tier==="critical"?`  [${n.tier}]`:"",r=[`${t}${e}`];for(let o of O(n))r.push(`      ${i(o)}`);for(let o of n.because.slice(0,3))r.push(`      because ${i(b(o))}`);return r}function O({action:n,before:t,after:e}){return n!=="account.update"&&n!=="group.update"&&n!=="membership.update"?[]:[...new Set([...Object.keys(t??{}),...Object.keys(e??{})])].sort().map(o=>`${o}: ${m(t?.[o])} \u2192 ${m(e?.[o])}`)}var m=n=>n==null?"(none)":JSON.stringify(n);function b(n){let t=n.file===null?"":` (${n.file}${n.line===null?"":`:${n.line}`})`;if(n.text!==void 0)return`${n.text}${t}`;let e=n.role===void 0?"":` of the role ${n.role}`,r=n.until===void 0||n.until===null?"":` until ${n.until}`,o=n.through===void 0||n.through.length===0?"":` through ${n.through.join(" \u2192 ")}`;return`${n.kind}${e}${o}${r}${t}`}function v(n){let t=n.blocked?"blocked":n.override===null?"note":"lifted",e=n.override===null?"":` (by ${i(n.override)})`;return`${t}: ${n.code}${e}
  ${i(n.message)}
  \u2192 ${i(n.remedy)}
`}var u=(n,t)=>`${n} ${t}${n===1?"":"s"}`;function P(n){let t=Object.entries(n).filter(([,{accounts:e,groups:r,members:o}])=>e+r+o>0).map(([e,{accounts:r,groups:o,members:l}])=>`  ${i(e)}: ${u(r,"account")}, ${u(o,"group")}, ${u(l,"member")}`);return t.length===0?"":`Not managed here, counted and left alone:
${t.join(`
`)}
`}export{N as a,k as b,O as c,b as d};
