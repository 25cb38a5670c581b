import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{a as g,c as m}from"./chunk-R6FIK7I5.mjs";import{a as c}from"./chunk-P34ZG2XE.mjs";import{c as a,d}from"./chunk-YOGAEPUJ.mjs";function w(n,e=1/0){let t="",r=0;for(let{markdown:i,findings:o}of u(n)){if(t.length+i.length+f>e)break;t+=i,r+=o}let s=n.length-r;return s===0?t:`${t}
${p(s)}`}var p=n=>`\u2026 and ${c(n,"more finding")} not shown here.
`,f=p(9999999).length+1;function u(n){let e=n.filter(m),r=n.filter(o=>!m(o)).map(o=>({markdown:l(o),findings:1}));if(e.length===0)return r;let i=`
<details><summary>${`${c(e.length,"finding")} accepted by the baseline`}</summary>

${e.map(l).join("")}
</details>
`;return[...r,{markdown:i,findings:e.length}]}function l(n){let e=g(n),t=e===""?"":` at ${a(e)}`;return`- **${n.severity}** ${a(n.code)}${t}: ${d(n.message)} *Fix:* ${d(n.remedy)}
`}export{w as a,u as b,l as c};
