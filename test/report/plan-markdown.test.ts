import { describe, expect, it } from "vitest";
import type { GuardResult } from "../../src/plan/plan.ts";
import { renderPlanMarkdown } from "../../src/report/markdown/plan.ts";
import { aPlan } from "../support/a-plan.ts";

const guard: GuardResult = {
  code: "provider/nested-group",
  system: "google",
  blocked: false,
  message: 'The group "staff@acme.example" is a member of the group "pay@acme.example".',
  remedy: "Add a grant for each user who needs google/pay.",
  override: null,
};

describe("a plan as Markdown", () => {
  it("lists unmanaged objects of each system that has any", () => {
    const text = renderPlanMarkdown(
      aPlan({
        unmanaged: { google: { accounts: 1, groups: 0, members: 2 }, okta: { accounts: 0, groups: 0, members: 0 } },
      }),
    );
    expect(text).toContain("### Unmanaged (not changed)\n\n- `google: 1 account, 0 groups, 2 members`\n\n");
    expect(text).not.toContain("okta");
    expect(renderPlanMarkdown(aPlan({}))).not.toContain("Unmanaged");
  });

  it("shows the state and the fix of each guard, and the override that lifts it", () => {
    const by = "access/overrides/removals/move.yaml";
    const text = renderPlanMarkdown(
      aPlan({
        guards: [guard, { ...guard, blocked: true }, { ...guard, code: "guard/removals", override: by }],
      }),
    );
    expect(text).toContain("### Guards\n\n- **note** `provider/nested-group`: The group");
    expect(text.match(/\*Fix:\* Add a grant for each user who needs/g)).toHaveLength(3);
    expect(text).toContain("- **blocked** `provider/nested-group`");
    expect(text).toContain(`- **overridden** \`guard/removals\` by \`${by}\`: `);
  });

  it("states what it was limited to", () => {
    expect(renderPlanMarkdown(aPlan({}), { targets: ["okta/crm"] })).toContain("No changes for `okta/crm`.");
  });

  it("keeps to its budget", () => {
    const guards = Array.from({ length: 50 }, () => guard);
    const text = renderPlanMarkdown(aPlan({ guards }), { budget: 2000 });
    expect(text.length).toBeLessThanOrEqual(2000);
    expect(text).toContain("**Truncated:**");
  });
});
