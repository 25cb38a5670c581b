import type { Guarded } from "../guards/guarded.ts";

const oktaTests = "test/providers/okta";
const googleTests = "test/providers/google";
const okta = "src/providers/okta";
const google = "src/providers/google";

/** Behaviour of the providers and their SDKs that looks harmless, and writes or believes something wrong where it is not known. */
export const knownTraps: readonly Guarded[] = [
  {
    name: "Okta: limits are in the headers, not in a table",
    tests: [["test/http/rate-report.test.ts", "reads limit, remaining and reset by the server's clock"]],
    guards: [
      [
        {
          file: "src/http/rate-report.ts",
          from: 'const limit = numberIn(header("x-rate-limit-limit"));',
          to: "const limit = null;",
        },
      ],
    ],
  },
  {
    name: "Okta: one token may use a share of each limit",
    tests: [["test/http/pacer.test.ts", "never exceeds its share of a window"]],
    guards: [
      [{ file: "src/http/window.ts", from: "Math.max(1, Math.floor(limit * share))", to: "Math.max(1, limit)" }],
    ],
  },
  {
    name: "Okta: reads of members share the bucket of groups",
    tests: [[`${oktaTests}/bucket.test.ts`, "/api/v1/groups/00gX/users"]],
    guards: [
      [
        {
          file: `${okta}/bucket.ts`,
          from: 'return { bucket: "/api/v1/groups", defaultLimit: 500 };',
          to: "return { bucket: `${path} ${rest}`, defaultLimit: 500 };",
        },
      ],
    ],
  },
  {
    name: "Okta: the SDK answers from a cache",
    tests: [[`${oktaTests}/traps.test.ts`, "reads an account again although the SDK keeps answers in a cache"]],
    guards: [[{ file: `${okta}/client.ts`, from: "{ cacheMiddleware: null, userAgent", to: "{ userAgent" }]],
  },
  {
    name: "Okta: okta.yaml of the folder and of the home folder",
    tests: [
      [`${oktaTests}/client.test.ts`, "ignores okta.yaml and the environment"],
      [`${oktaTests}/client.test.ts`, "reports an okta.yaml that is not valid YAML"],
      [`${oktaTests}/client.test.ts`, "ignores them for a service app"],
    ],
    guards: [
      [{ file: `${okta}/client.ts`, from: 'null, userAgent: "" };', to: "null };" }],
      [{ file: `${okta}/client.ts`, from: 'authorizationMode: "SSWS",', to: "" }],
      [
        {
          file: `${okta}/client.ts`,
          from: "  try {\n    return create();\n  } catch {",
          to: "  return create();\n  {",
        },
      ],
    ],
  },
  {
    name: "Okta: an update of a group erases custom attributes",
    tests: [[`${oktaTests}/writing.test.ts`, "keep custom attributes through an update"]],
    guards: [
      [
        {
          file: `${okta}/group-writes.ts`,
          from: 'client.raw("GET", path)',
          to: "client.sdk.groupApi.getGroup({ groupId: group })",
        },
      ],
    ],
  },
  {
    name: "Okta: the SDK hides a rejected token request",
    tests: [[`${oktaTests}/client.test.ts`, "is reported, and no request is sent without a valid token"]],
    guards: [
      [
        {
          file: `${okta}/token-request.ts`,
          from: "throw refusal(response.status, answer);",
          to: 'return { token: "undefined" };',
        },
      ],
    ],
  },
  {
    name: "Okta: a deactivated account keeps its memberships",
    tests: [[`${oktaTests}/traps.test.ts`, "ends the memberships of a leaver whose account is deactivated"]],
    guards: [
      // The plain list hides deactivated accounts, and with them whose the memberships are.
      [
        {
          file: `${okta}/accounts.ts`,
          from: "const left = await readList(client, (limit) => userApi.listUsers({ filter, limit }), idOf);",
          to: "const left = [];",
        },
      ],
      [
        {
          file: "src/plan/operations/membership-operations.ts",
          from: "if (wanted === undefined) drafts.push(removeUser(member.user, { membership, account, scene }));\n    else if",
          to: "if",
        },
      ],
    ],
  },
  {
    name: "Okta: a removal from a group that a rule feeds excludes the user from the rule",
    tests: [
      [`${oktaTests}/traps.test.ts`, "plans no removal from a group that a rule feeds"],
      ["test/apply/apply-plan.test.ts", "writes no membership of a group that a rule turns out to feed"],
    ],
    guards: [
      [
        {
          file: `${okta}/groups.ts`,
          from: "return new Set(rules.filter(isActive).flatMap(targetsOf));",
          to: "return new Set();",
        },
      ],
      [
        {
          file: "src/apply/steps/membership.ts",
          from: "() => writers.otherWriter(reader, group),",
          to: '() => Promise.resolve({ kind: "absent" }),',
        },
      ],
    ],
  },
  {
    name: "Okta: a search is behind a write",
    tests: [[`${oktaTests}/reading.test.ts`, "are read by id, because Okta's search is behind a write"]],
    guards: [
      [
        {
          file: `${okta}/reader.ts`,
          from: "{ read: account, isWanted: (one) => one.join === number },",
          to: "{ read: account, isWanted: () => true },",
        },
      ],
    ],
  },
  {
    name: "Okta: the SDK follows a next link to any server",
    tests: [[`${oktaTests}/client.test.ts`, "does not follow a next link to a different server"]],
    guards: [[{ file: `${okta}/transport.ts`, from: "if (url.origin !== origin)", to: "if (url.origin === null)" }]],
  },
  {
    name: "Okta: the SDK gives an empty page as a null item",
    tests: [
      [`${oktaTests}/traps.test.ts`, "is read completely over empty pages and repeated entries"],
      [`${oktaTests}/traps.test.ts`, "with an item that is null is not complete"],
    ],
    guards: [
      [
        {
          file: `${okta}/lists.ts`,
          from: ".read(() => collection.getNextPage())",
          to: ".read(async () => { const all = []; for await (const item of collection) all.push(item); return all; })",
        },
      ],
      [{ file: `${okta}/lists.ts`, from: "if (items.length < page.length)", to: "if (items.length > page.length)" }],
    ],
  },
  {
    name: "Okta: a list that takes too long answers 500",
    tests: [[`${oktaTests}/reading.test.ts`, "requests smaller pages if Okta needs too long"]],
    guards: [
      [
        {
          file: `${okta}/lists.ts`,
          from: "if (refusalOf(error)?.status !== 500 || smaller === undefined) throw error;",
          to: "throw error;",
        },
      ],
    ],
  },
  {
    name: "Okta: an activation continues after its answer",
    tests: [
      [`${oktaTests}/writing.test.ts`, "returns from an activation after it finished"],
      [`${oktaTests}/writing.test.ts`, "reports an unknown outcome for an activation that does not finish"],
    ],
    guards: [
      [
        {
          file: `${okta}/lifecycle.ts`,
          from: "if (refusal === null) return resultAfterTransition(writing, account);",
          to: "if (refusal === null) return written();",
        },
      ],
    ],
  },
  {
    name: "Google: a search is hours behind",
    tests: [[`${googleTests}/traps.test.ts`, "is not believed for the number of an account"]],
    guards: [
      [
        {
          file: `${google}/reader.ts`,
          from: "{ read: account, isWanted: (one) => one.join === number },",
          to: "{ read: account, isWanted: () => true },",
        },
      ],
    ],
  },
  {
    name: "Google: the list of users is read without a search",
    tests: [[`${googleTests}/traps.test.ts`, "is not used to observe the tenant"]],
    guards: [
      [
        {
          file: `${google}/accounts.ts`,
          from: "maxResults: usersPerPage,",
          to: 'maxResults: usersPerPage, query: "isSuspended=false",',
        },
      ],
    ],
  },
  {
    name: "Google: the library repeats reads, PUT and DELETE, and ignores Retry-After",
    tests: [
      [`${googleTests}/traps.test.ts`, "do not send a write again whose outcome is not known"],
      [`${googleTests}/traps.test.ts`, "do not replace the wait that Retry-After announces"],
    ],
    guards: [
      [{ file: `${google}/settings-api.ts`, from: "  retry: false,\n", to: "" }],
      [
        {
          file: `${google}/client.ts`,
          from: "return rateReportOf(429, (name) => headerIn(headers, name), now);",
          to: "return rateReportOf(429, () => null, now);",
        },
      ],
    ],
  },
  {
    name: "Google: a quota is refused with 403",
    tests: [
      [`${googleTests}/traps.test.ts`, "would not repeat the addition that a quota refuses with 403"],
      [`${googleTests}/reading.test.ts`, "stays within a quota below the default"],
    ],
    guards: [
      [
        {
          file: `${google}/failure.ts`,
          from: "return status === 429 || ((status === 403 || status === 503) && reason !== null && quotaReasons.includes(reason));",
          to: "return status === 429;",
        },
      ],
    ],
  },
  {
    name: "Google: a new group is not ready",
    tests: [[`${googleTests}/writing.test.ts`, "receives its first member when Google is ready"]],
    guards: [
      [
        {
          file: `${google}/new-group.ts`,
          from: "if (refusal === null || !isNotReady(refusal) || attempt >= maxAttempts) throw error;",
          to: "throw error;",
        },
      ],
    ],
  },
  {
    name: "Google: members of a nested group are derived minutes later",
    tests: [[`${googleTests}/traps.test.ts`, "reads the members of a group that was nested minutes ago"]],
    guards: [
      [
        {
          file: `${google}/members.ts`,
          from: "client.api.members.list({",
          to: "client.api.members.list({ includeDerivedMembership: true,",
        },
        {
          file: `${google}/observe.ts`,
          from: "const lists = [...direct, ...(await nestedLists(client, direct, counted ?? []))];",
          to: "const lists = direct;",
        },
      ],
    ],
  },
  {
    name: "Google: an empty page has no list",
    tests: [[`${googleTests}/traps.test.ts`, "reads lists of Google completely over empty pages and repeated entries"]],
    guards: [
      [
        {
          file: `${google}/lists.ts`,
          from: "(items !== undefined && !Array.isArray(items))",
          to: "!Array.isArray(items)",
        },
      ],
    ],
  },
  {
    name: "Google: the subject of an external account is ignored",
    tests: [[`${googleTests}/service-accounts.test.ts`, "acts for an administrator without a key: Google signs"]],
    guards: [
      [{ file: `${google}/credentials.ts`, from: "if (delegation === null) return", to: "if (path !== null) return" }],
    ],
  },
  {
    name: "Google: token_uri of a key is ignored",
    tests: [[`${googleTests}/traps.test.ts`, "does not choose where the signed assertion of its key goes"]],
    guards: [
      [
        {
          file: `${google}/credentials.ts`,
          from: "tokenUrl: tokenUrlOf(options),",
          to: 'tokenUrl: JSON.parse(process.getBuiltinModule("node:fs").readFileSync(path, "utf8")).token_uri ?? tokenUrlOf(options),',
        },
      ],
    ],
  },
  {
    name: "GitHub: writes that notify people are spaced",
    tests: [
      ["test/github/client.test.ts", "keeps one second between writes and three between writes that notify people"],
    ],
    guards: [[{ file: "src/github/octokit.ts", from: "await notifications.turn();", to: "" }]],
  },
  {
    name: "GitHub: the token of a fork cannot write",
    tests: [["test/cli/pull-request.test.ts", "writes the verdict on a fork only to the job summary"]],
    guards: [
      [
        {
          file: "src/workflow/review/comment.ts",
          from: "if (pullRequest.isFork)",
          to: "if (pullRequest === undefined)",
        },
      ],
    ],
  },
];
