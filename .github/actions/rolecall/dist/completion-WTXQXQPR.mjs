import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
import{a as p}from"./chunk-ZBVKW34U.mjs";import"./chunk-H7YWJN2P.mjs";function d({commands:o,options:e}){let n=[...o.map(({name:l})=>l),...c(e)],t=o.flatMap(({name:l,options:i})=>i.flatMap(({flag:a,value:m})=>m==="none"?[]:[`    "${l} ${a}") ${m==="any"?"return":`words="${m.choices.join(" ")}"`} ;;
`])),r=o.map(({name:l,options:i,choices:a})=>`      ${l}) words="${[...a,...c(i),...c(e)].join(" ")}" ;;
`);return`# bash completion for rolecall. Load it with: source <(rolecall completion bash)
_rolecall() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" words=""
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${n.join(" ")}" -- "$current"))
    return
  fi
  case "\${COMP_WORDS[1]} $previous" in
${t.join("")}  esac
  if [ -z "$words" ]; then
    case "\${COMP_WORDS[1]}" in
${r.join("")}    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _rolecall rolecall
`}var c=o=>o.map(({flag:e})=>e);function f({commands:o,options:e}){return`${["# fish completion for rolecall. Load it with: rolecall completion fish | source",...o.map(({name:t,description:r})=>`complete -c rolecall -f -n __fish_use_subcommand -a ${t} -d ${s(r)}`),...e.map(t=>`complete -c rolecall ${$(t)}`),...o.flatMap(({name:t,options:r,choices:l})=>{let i=`-n ${s(`__fish_seen_subcommand_from ${t}`)}`;return[...l.length===0?[]:[`complete -c rolecall -f ${i} -a ${s(l.join(" "))}`],...r.filter(({flag:a})=>!e.some(m=>m.flag===a)).map(a=>`complete -c rolecall ${i} ${$(a)}`)]})].join(`
`)}
`}function $({flag:o,description:e,value:n}){let t=n==="none"?"":n==="any"?" -r":` -x -a ${s(n.choices.join(" "))}`;return`-l ${o.slice(2)}${t} -d ${s(e)}`}var s=o=>`'${o.replaceAll("\\","\\\\").replaceAll("'","\\'")}'`;function h({commands:o,options:e}){let n=o.map(({name:r,description:l})=>`    ${C(`${r}:${l}`)}
`),t=o.map(({name:r,options:l,choices:i})=>{let a=i.length===0?"*:file:_files":`1:value:(${i.join(" ")})`,m=[...l,...e].filter(u).map(b);return`    ${r}) _arguments ${[...m,a].map(C).join(" ")} ;;
`});return`#compdef rolecall
# zsh completion for rolecall. Load it with: source <(rolecall completion zsh)
_rolecall() {
  local -a commands
  commands=(
${n.join("")}  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command="$words[2]"
  shift words
  (( CURRENT-- ))
  case "$command" in
${t.join("")}  esac
}
compdef _rolecall rolecall
`}var u=({flag:o},e,n)=>n.findIndex(t=>t.flag===o)===e;function b({flag:o,description:e,value:n}){let t=e.replace(/[[\]:\\]/g,"\\$&");return n==="none"?`${o}[${t}]`:`*${o}[${t}]:value:${n==="any"?"_files":`(${n.choices.join(" ")})`}`}var C=o=>`'${o.replaceAll("'","'\\''")}'`;var O={bash:d,zsh:h,fish:f};function T(o,e,{out:n}){return n(O[o](e)),p.done}export{T as completion};
