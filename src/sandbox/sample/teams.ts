/** Who is in the sample company's teams on GitHub; the model knows teams by their ids alone. User ids, by team. */
export const teamMembers: Readonly<Record<string, readonly string[]>> = {
  "@acme/security": ["dmitri-volkov", "tobias-keller"],
  "@acme/identity": ["farah-siddiqui", "agnes-toth"],
  "@acme/dba": ["grace-hopper", "haruto-sato"],
  "@acme/platform": ["rafael-ortega", "sofia-lindqvist"],
};
