import type { Directory } from "./directory.ts";
import { etagOf } from "./etag.ts";
import { textOf, writtenFields } from "./fields.ts";
import { notFound, required } from "./refusal.ts";
import { listResource } from "./resources.ts";
import { NO_CONTENT, ok } from "./route.ts";
import type { Call, Route } from "./route.ts";

/** An object with aliases: a user or a group. */
interface Owner {
  readonly id: string;
  readonly primary: string;
  readonly aliases: readonly string[];
  readonly write: (aliases: readonly string[]) => void;
}

type OwnerOf = (call: Call) => Owner;

export const aliasRoutes: readonly Route[] = [
  ...routesOf("users/{userKey}/aliases", "user", (call) => userOwner(call.directory, call.key("userKey"))),
  ...routesOf("groups/{groupKey}/aliases", "group", (call) => groupOwner(call.directory, call.key("groupKey"))),
];

function userOwner(directory: Directory, key: string): Owner {
  const user = directory.user(key);
  const { id, primaryEmail: primary, aliases } = user;
  return { id, primary, aliases, write: (next) => void directory.putUser({ ...user, aliases: next }) };
}

function groupOwner(directory: Directory, key: string): Owner {
  const group = directory.group(key);
  const { id, email: primary, aliases } = group;
  return { id, primary, aliases, write: (next) => void directory.putGroup({ ...group, aliases: next }) };
}

function routesOf(pattern: string, kind: "user" | "group", ownerOf: OwnerOf): readonly Route[] {
  return [
    {
      method: "GET",
      pattern,
      answer: (call) => {
        const owner = ownerOf(call);
        const items = owner.aliases.map((alias) => aliasResource(kind, owner, alias));
        return ok(listResource("admin#directory#aliases", "aliases", { items }));
      },
    },
    {
      method: "POST",
      pattern,
      answer: (call) => {
        const owner = ownerOf(call);
        const written = writtenFields(call.body, {
          alias: "text",
          id: "read-only",
          kind: "read-only",
          etag: "read-only",
        });
        const alias = textOf(written, "alias")?.toLowerCase();
        if (alias === undefined) throw required("alias");
        call.directory.claimable(alias, "alias");
        owner.write([...owner.aliases, alias]);
        return ok(aliasResource(kind, owner, alias));
      },
    },
    {
      method: "DELETE",
      pattern: `${pattern}/{alias}`,
      answer: (call) => {
        const owner = ownerOf(call);
        const alias = call.key("alias").toLowerCase();
        const rest = owner.aliases.filter((known) => known.toLowerCase() !== alias);
        if (rest.length === owner.aliases.length) throw notFound("alias");
        owner.write(rest);
        return NO_CONTENT;
      },
    },
  ];
}

function aliasResource(kind: "user" | "group", owner: Owner, alias: string): { readonly etag: string } {
  const content = { kind: `admin#directory#${kind}#alias`, id: owner.id, primaryEmail: owner.primary, alias };
  return { ...content, etag: etagOf(content) };
}
