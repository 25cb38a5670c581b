import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{a as s}from"./chunk-P34ZG2XE.mjs";import{b as a,c as i,e as o}from"./chunk-JMV3IZDB.mjs";var p="The access changes of this pull request include what these commits change, and its approvals cover it. An approval counts only if the reviewed commit contains them: update the branch of the pull request first.";function h({branch:e,commits:n}){if(n.length===0)return"";let r=n.map(({commit:t,reason:l})=>`  ${t.slice(0,12)} ${l}`);return`${[d(e,n.length),...r,p].map(a).join(`
`)}
`}function u({branch:e,commits:n}){return{head:`
### ${o(d(e,n.length))}

${p}

`,items:n.map(({commit:r,reason:t})=>`- ${i(r.slice(0,12))}: ${o(t)}
`)}}var d=(e,n)=>`${e} has ${s(n,"commit")} without an approval`;export{h as a,u as b};
