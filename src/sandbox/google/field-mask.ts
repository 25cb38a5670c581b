import { isObject } from "./fields.ts";
import { DirectoryRefusal } from "./refusal.ts";

/** Fields to keep; a field with an empty mask is kept completely. */
interface Mask extends Map<string, Mask> {}

/** Returns a partial response: the fields of a body that `fields=nextPageToken,users(id,name/fullName)` selects. */
export function withOnly(body: unknown, fields: string): unknown {
  return kept(body, parseMask(fields));
}

function kept(value: unknown, mask: Mask): unknown {
  if (mask.size === 0 || mask.has("*")) return value;
  if (Array.isArray(value)) return value.map((item) => kept(item, mask));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([field, content]) => {
      const inner = mask.get(field);
      return inner === undefined ? [] : [[field, kept(content, inner)]];
    }),
  );
}

function parseMask(text: string): Mask {
  const tokens = text.match(/[^,()/\s]+|[,()/]/g) ?? [];
  let at = 0;
  const list = (): Mask => {
    const mask: Mask = new Map();
    do {
      const [field, inner] = path();
      mask.set(field, inner);
    } while (tokens[at] === "," && at++ >= 0);
    return mask;
  };
  const path = (): [string, Mask] => {
    const field = tokens[at++];
    if (field === undefined || /^[,()/]$/.test(field)) throw unusable(text);
    if (tokens[at] === "/") {
      at += 1;
      return [field, new Map([path()])];
    }
    if (tokens[at] !== "(") return [field, new Map()];
    at += 1;
    const inner = list();
    if (tokens[at++] !== ")") throw unusable(text);
    return [field, inner];
  };
  const mask = list();
  if (at !== tokens.length) throw unusable(text);
  return mask;
}

function unusable(text: string): DirectoryRefusal {
  return new DirectoryRefusal(400, "invalidParameter", `Invalid field selection ${text}`);
}
