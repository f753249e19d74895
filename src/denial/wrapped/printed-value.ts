import { parseJson, type Unknown } from "../read/json.ts";

/** A value that was printed: as JSON, or as Java prints maps (`{type=AssumedRole, arn=…}`) and lists of them. */
export function structured(value: unknown): unknown {
  if (typeof value !== "string") return value;
  return parseJson(value) ?? printedMaps(value) ?? printedMap(value);
}

/** The object in `{name=value, other={name=value}}`. Returns `undefined` for other texts. */
function printedMap(text: string): Unknown | undefined {
  if (!/^\{\s*[\w:.-]+=/.test(text) || text.length > mostPrinted) return undefined;
  return mapAt(text, 1, 0)?.map;
}

/** The objects in `[{name=value}, {name=value}]`. Returns `undefined` for other texts. */
function printedMaps(text: string): readonly Unknown[] | undefined {
  if (!/^\[\s*\{\s*[\w:.-]+=/.test(text) || text.length > mostPrinted) return undefined;
  const maps: Unknown[] = [];
  for (let at = text.indexOf("{"); at >= 0; at = text.indexOf("{", at)) {
    const read = mapAt(text, at + 1, 0);
    if (!read) return undefined;
    maps.push(read.map);
    at = read.end;
  }
  return maps;
}

const mostPrinted = 20_000;
const mostLevels = 8;

function mapAt(
  text: string,
  from: number,
  level: number,
): { map: Unknown; end: number } | undefined {
  if (level > mostLevels) return undefined;
  const map: Record<string, unknown> = {};
  let at = from;
  while (at < text.length && text[at] !== "}") {
    const [whole, name] = /^[\s,]*([\w:.-]{1,200})=/.exec(text.slice(at, at + 300)) ?? [];
    if (whole === undefined || name === undefined) return undefined;
    at += whole.length;
    if (text[at] === "{") {
      const inner = mapAt(text, at + 1, level + 1);
      if (!inner) return undefined;
      map[name] = inner.map;
      at = inner.end;
      continue;
    }
    const next = /,\s*[\w:.-]{1,200}=|\}/g;
    next.lastIndex = at;
    const end = next.exec(text)?.index ?? text.length;
    const value = text.slice(at, end);
    map[name] = value === "null" ? undefined : value.replace(/^\[([^[\]]*)\]$/, "$1");
    at = end;
  }
  return { map, end: at + 1 };
}
