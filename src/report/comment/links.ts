import { forMarkdown } from "../escape.ts";

/** The repository and the commit that links point to. Without both, no links are rendered. */
export interface Links {
  /** For example `https://github.com/acme/access`. */
  readonly repositoryUrl: string | null;
  readonly commit: string | null;
}

/** Returns `path:line` as code, linked to that line at the commit if the repository is known. Every part is checked. */
export function placeLink(place: { readonly file: string; readonly line: number | null }, links: Links): string {
  const label = forMarkdown(place.line === null ? place.file : `${place.file}:${place.line}`);
  const { repositoryUrl, commit } = links;
  if (repositoryUrl === null || commit === null) return label;
  if (!/^https?:\/\/[\w.:-]+(?:\/[\w.-]+)+$/.test(repositoryUrl) || !/^[0-9a-f]{40,64}$/.test(commit)) return label;
  const path = place.file.split("/").map(encodeSegment).join("/");
  const line = place.line === null ? "" : `#L${place.line}`;
  return `[${label}](${repositoryUrl}/blob/${commit}/${path}${line})`;
}

/** Encodes one path segment. Rejects `..`, which would leave the commit, and lone surrogates: git has no such names. */
function encodeSegment(segment: string): string {
  const name = segment === "." || segment === ".." ? "" : segment;
  return encodeURIComponent(name.replaceAll(/\p{Surrogate}/gu, "\ufffd")).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
