import type {
  AssignableKey,
  AssignableKind,
  ObservedAssignable,
  ObservedDirectAssignment,
} from "../../model/direct-assignment.ts";
import type { Known } from "../../ports/access.ts";
import { readRolesOf } from "./admin-roles.ts";
import { appsLabelled, readAppUser } from "./apps.ts";
import type { OktaClient } from "./client.ts";
import { isOktaId } from "./ids.ts";
import { absent, foundOrAbsent, known, rejected } from "./known.ts";
import { isStandardRole } from "./standard-roles.ts";

/** Returns the app with exactly this label, or the standard administrator role. Two apps with one label are `unknown`. */
export async function knownAssignable(
  client: OktaClient,
  { kind, name }: AssignableKey,
): Promise<Known<ObservedAssignable>> {
  switch (kind) {
    case "adminRole":
      return isStandardRole(name) ? { kind: "found", value: { kind, id: name, name } } : absent;
    case "license":
      return absent;
    case "app": {
      const found = await known(client, () => appsLabelled(client, name));
      if (found.kind !== "found") return found;
      const [app, other] = found.value;
      if (other !== undefined)
        return {
          kind: "unknown",
          failure: { kind: "conflict", message: `Okta has ${found.value.length} apps with the label "${name}"` },
        };
      return app === undefined ? absent : { kind: "found", value: app };
    }
  }
}

/** Returns one direct assignment. An assignment that comes through a group is absent. */
export async function knownDirectAssignment(
  client: OktaClient,
  kind: AssignableKind,
  { target, account }: { readonly target: string; readonly account: string },
): Promise<Known<ObservedDirectAssignment>> {
  if (!isOktaId(target) || !isOktaId(account)) return rejected(`"${target} ${account}" are not two Okta ids`);
  switch (kind) {
    case "adminRole": {
      const roles = await known(client, () => readRolesOf(client, account));
      if (roles.kind !== "found") return roles;
      const role = roles.value.find((one) => one.target === target);
      return role === undefined ? absent : { kind: "found", value: role };
    }
    case "license":
      return absent;
    case "app":
      return foundOrAbsent(
        await known(client, async () => {
          const user = await readAppUser(client, target, account);
          return user?.scope === "USER" ? { kind, target, account, id: null, profile: user.profile } : null;
        }),
      );
  }
}
