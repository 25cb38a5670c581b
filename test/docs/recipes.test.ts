import { expect, it } from "vitest";
import { exists, filesBelow } from "./repository-files.ts";

const recipes = filesBelow("docs/recipes", ".md");
/** The paths in a recipe; a word in capitals stands for the name of what is added. */
const paths = ({ text }: { readonly text: string }): readonly string[] =>
  [...text.matchAll(/`((?:src|test|docs|schemas|access|\.vscode|\.github)\/[^`\s:]*)`/g)]
    .map(([, path = ""]) => path.replace(/\/$/, ""))
    .filter((path) => !/[A-Z]{4}/.test(path.replace("CODEOWNERS", "").replace("README", "")) && !path.includes("<"));

it.each(recipes.map((recipe) => [recipe.path, recipe] as const))("%s names files that exist", (path, recipe) => {
  const named = paths(recipe);
  if (!path.endsWith("README.md")) expect(named.length).toBeGreaterThan(3);
  expect(named.filter((file) => !exists(file))).toEqual([]);
});
