import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{a as m,b as u,c as p}from"./chunk-MQLC3QPH.mjs";import{a as g}from"./chunk-IHOYDFNC.mjs";import{a as d}from"./chunk-DKC36Y6C.mjs";import{b as c}from"./chunk-5CZ47BAB.mjs";import{D as h,N as y,O as $,Q as R}from"./chunk-R256YMDI.mjs";import"./chunk-MZKSBW2C.mjs";import{a as f}from"./chunk-SU5LBFSZ.mjs";import{a}from"./chunk-JAOAIN34.mjs";import"./chunk-J74BFA75.mjs";import"./chunk-PQM2NWB3.mjs";import{a as l}from"./chunk-L26522UB.mjs";import"./chunk-H7YWJN2P.mjs";async function V(e,n){let t=await $(e,n);if(t.resolved===null)return n.err(`${c(t.findings)}
The files have errors, so no test could run.
`),l.findings;let r=f(t.at),o=h(t.resolved.model,t.resolved.index,t.at).map(s=>({...s,line:t.loaded.locate({file:s.test.source.file,field:["tests",s.test.index]}).line??1})),i=o.filter(({passed:s})=>!s).length;return n.out(v(o,{at:r,failed:i,format:y(e)})),i>0?l.findings:l.done}function v(e,{at:n,failed:t,format:r}){let o=e.filter(({passed:i})=>!i).map(j);switch(r){case"json":return R({version:1,at:n,tests:e.map(({test:{name:i,source:s},line:T,passed:C,failures:k})=>({name:i,file:s.file,line:T,passed:C,failures:k})),summary:{passed:e.length-t,failed:t}});case"github":return m(o);case"sarif":return p(o,d());case"junit":return u("rolecall test",e.map(w));case"markdown":return`${g(o)}
${x(e,t)}
`;default:return`${e.map(L).join("")}
${x(e,t)}
`}}var x=(e,n)=>`${e.length-n} of ${e.length} policy tests hold.`;function L({test:{name:e,source:n},line:t,passed:r,failures:o}){let i=`${r?"ok    ":"FAILED"}  ${a(e)}
`;return r?i:`${i}        ${a(n.file)}:${t}
${o.map(s=>`        ${a(s)}
`).join("")}`}function j({test:{name:e,source:n},line:t,failures:r}){return{code:"test/failed",severity:"error",message:`The test "${e}" failed: ${r.join("; ")}.`,remedy:"Change the access that breaks the test, or the test where the rule itself has changed.",file:n.file,line:t,column:1}}function w({test:{name:e,source:n},passed:t,failures:r}){let o=r.join(`
`);return{group:n.file,name:e,failure:t?null:{kind:"test/failed",message:r[0]??"",text:o},note:null}}export{V as test};
