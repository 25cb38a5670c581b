import { replace, write } from "./edit.ts";
import type { CommentScenario } from "./scenario.ts";

const viktor = "access/users/sales/viktor-nagy.yaml";

/** Changes of one person: a joiner, a mover and a leaver. */
export const peopleScenarios: readonly CommentScenario[] = [
  {
    id: "hire",
    title: "A new colleague",
    author: "tobias-keller",
    edits: [
      write(
        "access/users/sales/grace-park.yaml",
        [
          "id: grace-park",
          "kind: employee",
          "status: active",
          'employeeNumber: "10090"',
          "name: { display: Grace Park, given: Grace, family: Park }",
          "email: grace.park@acme.example",
          "manager: james-whitfield",
          "department: Sales",
          "title: Account Executive",
          "location: Berlin",
          "start: 2026-12-07",
          "",
        ].join("\n"),
      ),
    ],
  },
  {
    id: "mover",
    title: "A person who changes the department",
    author: "tobias-keller",
    edits: [
      replace(viktor, "manager: james-whitfield", "manager: rafael-ortega"),
      replace(viktor, "department: Sales", "department: Engineering"),
      replace(viktor, "title: Solutions Engineer", "title: Site Reliability Engineer"),
    ],
  },
  {
    id: "leaver",
    title: "A person who leaves",
    author: "tobias-keller",
    edits: [
      replace("access/users/engineering/grace-hopper.yaml", "status: active", "status: terminated\nend: 2026-12-01"),
    ],
  },
];
