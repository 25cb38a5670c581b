import { forMarkdown } from "../escape.ts";

/** What links are made of: our own repository and the commit under review. Without both there are none. */
export interface Links {
  /** Such as `https://github.com/acme/access`. */
  readonly repositoryUrl: string | null;
  readonly commit: string | null;
}

/** `path:line` as code; a link to that line at the commit where the repository is known. No part of it comes unchecked. */
export function placeLink(place: { readonly file: string; readonly line: number | null }, links: Links): string {
  const label = forMarkdown(place.line === null ? place.file : `${place.file}:${place.line}`);
  const { repositoryUrl, commit } = links;
  if (repositoryUrl === null || commit === null) return label;
  if (!/^https?:\/\/[\w.:-]+(?:\/[\w.-]+)+$/.test(repositoryUrl) || !/^[0-9a-f]{40,64}$/.test(commit)) return label;
  const path = place.file.split("/").map(encodeSegment).join("/");
  const line = place.line === null ? "" : `#L${place.line}`;
  return `[${label}](${repositoryUrl}/blob/${commit}/${path}${line})`;
}

/** A step upwards would lead out of the commit, and half a character cannot be written: neither is a name git knows. */
function encodeSegment(segment: string): string {
  const name = segment === "." || segment === ".." ? "" : segment;
  return encodeURIComponent(name.replaceAll(/\p{Surrogate}/gu, "\ufffd")).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
