/** The members of the sample company's teams on GitHub: user ids, by team. The model has only the ids of teams. */
export const teamMembers: Readonly<Record<string, readonly string[]>> = {
  "@acme/security": ["dmitri-volkov", "tobias-keller"],
  "@acme/identity": ["farah-siddiqui", "agnes-toth"],
  "@acme/dba": ["grace-hopper", "haruto-sato"],
  "@acme/platform": ["rafael-ortega", "sofia-lindqvist"],
};
