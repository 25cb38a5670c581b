import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{a as l,c}from"./chunk-MGZJUGDZ.mjs";import{a as f}from"./chunk-YRWGZGW4.mjs";import{a as g}from"./chunk-P34ZG2XE.mjs";import{c as d,d as a}from"./chunk-JMV3IZDB.mjs";function P(n,t=1/0){let e="",r=0;for(let{markdown:s,findings:i}of $(n)){if(e.length+s.length+h>t)break;e+=s,r+=i}let o=n.length-r;return o===0?e:`${e}
${p(o)}`}var p=n=>`\u2026 and ${g(n,"more finding")} not shown here.
`,h=p(9999999).length+1;function $(n){let t=n.filter(c),e=n.filter(i=>!c(i)),r=f(e,i=>i).map(i=>({markdown:u(i),findings:i.length}));if(t.length===0)return r;let s=`
<details><summary>${`${g(t.length,"finding")} accepted by the baseline`}</summary>

${t.map(y).join("")}
</details>
`;return[...r,{markdown:s,findings:t.length}]}var y=n=>u([n]);function u(n){let[t]=n;if(t===void 0)return"";let e=w(n.map(l).filter(r=>r!=="").map(d));return`- **${t.severity}** ${d(t.code)}${e}: ${a(t.message)} *Fix:* ${a(t.remedy)}
`}var m=3;function w(n){let[t,...e]=n;if(t===void 0)return"";if(e.length===0)return` at ${t}`;let r=n.length-m,o=r>0?` and ${r} more`:"";return` at ${n.length} places (${n.slice(0,m).join(", ")}${o})`}export{P as a,$ as b,y as c,w as d};
