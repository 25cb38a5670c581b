import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{a as R,b as M}from"./chunk-JOXFGITK.mjs";import{a as j,b as H,d as U,e as N,f as O,h as q,i as B,k as G}from"./chunk-AQCSNPPR.mjs";import"./chunk-HT35O4QU.mjs";import"./chunk-4JLXTNW4.mjs";import"./chunk-MGZJUGDZ.mjs";import"./chunk-YRWGZGW4.mjs";import{pb as D}from"./chunk-HJZ5DAF6.mjs";import"./chunk-TYJNPQ6Y.mjs";import"./chunk-JAMFTMDD.mjs";import"./chunk-HJJX7WMR.mjs";import"./chunk-SU5LBFSZ.mjs";import"./chunk-P34ZG2XE.mjs";import"./chunk-JMV3IZDB.mjs";import{a as m}from"./chunk-ZBVKW34U.mjs";import{b as E}from"./chunk-CLFW262H.mjs";import"./chunk-H7YWJN2P.mjs";import{existsSync as xe,mkdirSync as Se,mkdtempSync as Ce,readdirSync as Ee,rmSync as Re,statSync as $e,writeFileSync as S}from"node:fs";import{tmpdir as Te}from"node:os";import{join as d,resolve as Ae}from"node:path";import{cpSync as me,existsSync as le,mkdirSync as pe}from"node:fs";import{join as w}from"node:path";import{mkdirSync as re,readFileSync as ne,rmSync as ae,writeFileSync as _}from"node:fs";import{dirname as ie,join as se}from"node:path";var h=(t,e)=>({kind:"write",path:t,text:e}),$=t=>({kind:"remove",path:t}),s=(t,e,o)=>({kind:"replace",path:t,from:e,to:o}),p=(t,e,o)=>h(`access/grants/${e}/${t}.yaml`,`user: ${t}
entitlement: ${e}
${o}`);function T(t,e){let o=se(t,e.path);switch(e.kind){case"write":re(ie(o),{recursive:!0}),_(o,e.text);return;case"replace":{let r=ne(o,"utf8");if(r.split(e.from).length!==2)throw new Error(`${e.path} does not contain ${JSON.stringify(e.from)} exactly once`);_(o,r.replace(e.from,()=>e.to));return}case"remove":ae(o)}}var ce=["anna-kowalczyk","arjun-mehta","elif-demir","finn-larsen","isabel-fernandes","joao-pereira","kwame-mensah","mateo-silva","nora-bergstrom","pavel-horak","sara-lombardi","sofie-jansen"],F=[{id:"grant",title:"A grant of critical access, approved by one of two",author:"chidi-eze",edits:[p("chidi-eze","okta/prod-db-admin",`reason: Migrate the orders database
ticket: INC-1234
starts: 2026-12-01T13:00:00Z
expires: 2026-12-01T16:00:00Z
`)],approvals:[{by:"grace-hopper",body:"The migration is planned; I will watch it."}]},{id:"twelve-grants",title:"Twelve grants of one entitlement",author:"grace-hopper",edits:ce.map(t=>p(t,"okta/data-warehouse",`reason: Analysis of the year for the review in January
ticket: DATA-90
expires: 2027-01-31
`))},{id:"extension",title:"The extension of a grant",author:"lukas-brandt",before:[p("lukas-brandt","okta/data-warehouse",`reason: Compares the gait of two firmware versions
ticket: DATA-88
expires: 2026-12-04
`)],edits:[s("access/grants/okta/data-warehouse/lukas-brandt.yaml","expires: 2026-12-04","expires: 2027-02-26")]},{id:"blocked-by-conflict",title:"A grant that a separation of duties rule forbids",author:"tobias-keller",edits:[p("ivan-markovic","okta/erp-payment-approve",`reason: Second signature while the treasurer is on holiday
ticket: FIN-301
expires: 2026-12-18
`)]},{id:"waiver",title:"A grant with a waiver of the rule that it breaks",author:"tobias-keller",edits:[p("claire-dubois","okta/erp-vendor-create",`reason: Enters the vendors of the new office in Singapore
ticket: FIN-302
expires: 2026-12-18
`),h("access/waivers/vendor-payment/claire-dubois.yaml",["rule: vendor-payment","user: claire-dubois","witness: [okta/erp-vendor-create, okta/erp-payment-approve, okta/payroll-run]","reason: Both accounts payable specialists are away until 18 December","compensatingControl: The controller compares new vendors with payments every evening","expires: 2026-12-18",""].join(`
`))]}];var A="access/users/sales/viktor-nagy.yaml",z=[{id:"hire",title:"A new colleague",author:"tobias-keller",edits:[h("access/users/sales/grace-park.yaml",["id: grace-park","kind: employee","status: active",'employeeNumber: "10090"',"name: { display: Grace Park, given: Grace, family: Park }","email: grace.park@acme.example","manager: james-whitfield","department: Sales","title: Account Executive","location: Berlin","start: 2026-12-07",""].join(`
`))]},{id:"mover",title:"A person who changes the department",author:"tobias-keller",edits:[s(A,"manager: james-whitfield","manager: rafael-ortega"),s(A,"department: Sales","department: Engineering"),s(A,"title: Solutions Engineer","title: Site Reliability Engineer")]},{id:"leaver",title:"A person who leaves",author:"tobias-keller",edits:[s("access/users/engineering/grace-hopper.yaml","status: active",`status: terminated
end: 2026-12-01`)]}];var L=[{id:"role-edit",title:"An entitlement more in the role of everyone",author:"tobias-keller",edits:[s("access/roles/birthright/everyone.yaml","entitlements: [okta/account, okta/vpn, google/account, google/staff]","entitlements: [okta/account, okta/helpdesk, okta/vpn, google/account, google/staff]"),s("access/tests/birthrights.yaml","exactly: [okta/account, okta/vpn, okta/crm,","exactly: [okta/account, okta/helpdesk, okta/vpn, okta/crm,"),s("access/tests/birthrights.yaml",`      - okta/vpn
      - okta/github
`,`      - okta/helpdesk
      - okta/vpn
      - okta/github
`),$("access/grants/okta/helpdesk/elena-vasquez.yaml"),$("access/grants/okta/helpdesk/kevin-omalley.yaml")]},{id:"policy-change",title:"Looser approvals of high access",author:"tobias-keller",edits:[s("access/policies/approvals.yaml",'high: { require: [[manager], [owner], ["@acme/security"]], maxDuration: P90D, comment: required }',"high: { require: [[manager], [owner]], maxDuration: P180D, comment: required }")]}];var P=[...F,...z,...L],k="2026-12-01T09:00:00Z";var Z="acme/access",J="demo-app-token";async function K(t,e,o){let r=de(t,e),a=["--root",r.root,"--at",k],n=w(t,"observed.json"),i={...e,out:()=>{},isInteractive:!1};await ue(n,{at:a,root:r.root},i,o);let{resolved:c}=await D({root:r.root,at:k},i);if(c===null)throw new Error("the company of the scenarios has errors");let{model:u}=c,f=N({clock:e.clock,seed:fe(u,r.tip())}),y=await H(f,{clock:e.clock}),b={...i,githubPauses:{second:1,write:0,notification:0},env:{...e.env,GITHUB_API_URL:y.url,GITHUB_REPOSITORY:Z,GITHUB_SERVER_URL:"https://github.example",GITHUB_TOKEN:J,ROLECALL_GITHUB_APP:U.slug}},g=[];try{for(let l of P){let x=ye(l,{repository:r,github:f,model:u}),C=w(t,`${l.id}.json`),te=["plan",...a,"--base",R,"--observed",n,"--out",C];await I(o,te,b,[m.done,m.findings,m.refused]);let oe=le(C)?["--plan",C]:[];await I(o,["comment",...a,"--pull-request",String(x),...oe],b,[m.done]),g.push({scenario:l,markdown:f.state.comments(x).at(-1)?.body??""})}}finally{await y.close()}return g}function de(t,{env:e}){let o=w(t,"sample");pe(o,{recursive:!0}),me(w(q,"access"),w(o,"access"),{recursive:!0});for(let{before:a=[]}of P)for(let n of a)T(o,n);return M(t,o,{env:e,clock:{now:()=>Date.parse(k)},journalKey:"as declared"})}async function ue(t,{at:e,root:o},r,a){let n=await B({root:o,at:k,drift:"none"},r);try{let i={...r,env:{...r.env,...G(n)}};await I(a,["observe",...e,"--out",t],i,[m.done])}finally{await n.close()}}var fe=(t,e)=>j(t,{repository:Z,defaultBranch:R,tip:e,teamMembers:O,personalTokens:{},appToken:J});function ye({id:t,title:e,author:o,edits:r,approvals:a=[]},{repository:n,github:i,model:c}){let u=c.users.get(o);n.workAs({name:u?.name.display??"",email:u?.email??""}),n.startBranch(t);for(let l of r)T(n.root,l);let f=n.commitAndPush(e),y=V(c,o),b=[{sha:f,message:e,by:y}],g=i.state.openPullRequest({author:y,title:e,branch:t,commits:b});for(let{by:l,body:x}of a)i.state.review(g,{by:V(c,l),state:"APPROVED",body:x});return g}function V(t,e){let o=t.users.get(e)?.github?.login;if(o===void 0)throw new Error(`the scenarios need a GitHub account of ${e}, which the company does not have`);return o}async function I(t,e,o,r){let a=[],n=await t(e,{...o,err:i=>{a.push(i)}});if(!r.includes(n))throw new Error(`rolecall ${e.join(" ")} returned the exit code ${n}:
${a.join("")}`)}var ge={"&":"&amp;","<":"&lt;",">":"&gt;",'"':"&quot;","'":"&#39;"},v=t=>t.replace(/[&<>"']/g,e=>ge[e]??"");async function Q(){try{let{micromark:t}=await import("micromark"),{gfm:e,gfmHtml:o}=await import("micromark-extension-gfm"),r=a=>t(a,{extensions:[e()],htmlExtensions:[o(),ve]});return({scenario:a,markdown:n})=>X(a.title,`<article>
${r(n)}
</article>`)}catch(t){if(t instanceof Error&&"code"in t&&t.code==="ERR_MODULE_NOT_FOUND")return null;throw t}}function W(t){let e=t.map(({scenario:{id:o,title:r}})=>`<li><a href="${v(o)}.html">${v(r)}</a></li>`);return X("Comments of typical changes",`<h1>Comments of typical changes</h1>
<ul>
${e.join(`
`)}
</ul>`)}var he=/^<\/?(?:details|summary|code|b|strong|sub|br)(?: open)?>$/,ke=/^<!-- [a-z:-]+ -->$/,we=t=>t.replace(/<[^>]*>?/g,e=>ke.test(e)?"":he.test(e)?e:v(e));function Y(t){this.raw(we(this.sliceSerialize(t)))}var ve={exit:{htmlFlowData:Y,htmlTextData:Y}},X=(t,e)=>`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${v(t)}</title>
<style>${be}</style>
</head>
<body>
${e}
</body>
</html>
`,be=`
body { margin: 0 auto; max-width: 860px; padding: 16px; color: #1f2328; overflow-wrap: break-word;
  font: 14px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
table { display: block; width: max-content; max-width: 100%; overflow: auto; border-collapse: collapse; margin: 0 0 16px; }
th, td { padding: 6px 13px; border: 1px solid #d1d9e0; }
tr:nth-child(2n) { background: #f6f8fa; }
code { padding: .2em .4em; font: 85% ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  background: #818b981f; border-radius: 6px; }
h3 { margin: 24px 0 16px; font-size: 1.25em; }
a { color: #0969da; }
ul { padding-left: 2em; }
details { margin: 0 0 16px; }
`;var ee=".rolecall-comments";async function gt(t,e,o){let r=Ae(e.cwd,t);Pe(r,t);let a=Ce(d(Te(),"rolecall-comments-"));try{let n=await K(a,e,o);Se(r,{recursive:!0}),S(d(r,ee),`This folder is written by rolecall demo --comments.
`);let i=await Q();for(let c of n)S(d(r,`${c.scenario.id}.md`),c.markdown),i!==null&&S(d(r,`${c.scenario.id}.html`),i(c));i!==null&&S(d(r,"index.html"),W(n)),e.out(i===null?`${n.length} comments are in ${r}
The pages for a browser need a clone of the repository after npm ci.
`:`${n.length} comments are in ${r}. Open ${d(r,"index.html")} in a browser.
`)}finally{Re(a,{recursive:!0,force:!0})}return m.done}function Pe(t,e){if(!xe(t))return;if(!$e(t).isDirectory())throw new E(`--comments ${e}: expected a folder, got a file. Name a new or an empty folder.`);let o=Ee(t);if(o.length>0&&!o.includes(ee))throw new E(`--comments ${e}: the folder contains other files. Name a new or an empty folder.`)}export{gt as demoComments};
