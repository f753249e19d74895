import type { RouteScene, SceneAbuse } from "../scene.ts";
import { fitted, textWidth } from "./measure.ts";
import { nameHeight, narrow, type PlacedRow, type Span } from "./narrow-places.ts";
import { chip, group, icon, label, looks, rect, type Shape } from "./shapes.ts";
import { userPlate, userPlateHeight, userTexts } from "./users.ts";

/** An account: its chip and what it is in the import. */
export function accountShape(
  scene: RouteScene,
  account: string,
  { top, bottom }: Span,
  count: number,
) {
  const [name, width] = chip("account", account, narrow.text, top + 6, true);
  const kinds = [
    ...(account === scene.source.account ? ["source"] : []),
    ...(account === scene.platform.account ? ["platform"] : []),
  ];
  const words = `${kinds.join(", ")}${count > 1 ? `, × ${count}` : ""}`;
  const place = account === scene.source.account ? scene.source : scene.platform;
  const x = narrow.text + width + 8;
  // The data passes in the middle; the region's chip stands at the end.
  const room =
    Math.min(
      top > 1 ? narrow.middle - 10 : narrow.textEnd,
      narrow.textEnd - chip("region", longest(scene, account, place.region), 0, 0, false)[1],
    ) -
    x -
    6;
  return group(
    [
      rect(
        { x: 1, y: top, width: narrow.width - 2, height: bottom - top },
        { fill: "var(--tint-wash)", stroke: "var(--tint-line)", radius: 8, opacity: 0.6 },
      ),
      name,
      ...(room > 30
        ? [
            label(fitted(words, "sans", room), x, top + 19, {
              face: "sans",
              colour: "var(--muted)",
            }),
          ]
        : []),
    ],
    { account },
  );
}

/** The longest name of a region that an account's header may hold. */
function longest({ data, keys, platform }: RouteScene, account: string, region: string): string {
  return [...data, ...keys, platform]
    .filter((place) => place.account === account)
    .reduce((most, place) => (place.region.length > most.length ? place.region : most), region);
}

/** A role: a bar left of what it acts on, its name above. */
export function roleShape(
  { name, account }: RouteScene["roles"][number],
  { top, bottom }: Span,
  rows: readonly PlacedRow[],
): Shape {
  const { left, right } = narrow.role;
  const isBelowData = rows.some(({ data, bottom: end }) => data && end <= top);
  const room = (isBelowData ? narrow.middle - 10 : 238) - narrow.text;
  return group(
    [
      rect(
        { x: left, y: top, width: right - left, height: bottom - top },
        { fill: "var(--tint-wash)", stroke: "var(--tint)", radius: 5 },
      ),
      icon("role", left + 6, top + 7, 14, "var(--tint)"),
      label(fitted(name, "mono-bold", room), narrow.text, top - nameHeight + 15, {
        face: "mono-bold",
      }),
      label("role", narrow.text, top - nameHeight + 29, { face: "sans", colour: "var(--muted)" }),
    ],
    { account },
  );
}

/** A key: a pill right of all that it encrypts, its name above; a temporary one with a dashed edge. */
export function keyShape(
  { name, note, icon: kind, account }: RouteScene["keys"][number],
  { top, bottom }: Span,
): Shape {
  const { left, right } = narrow.key;
  const room = narrow.textEnd - narrow.middle - 12;
  return group(
    [
      rect(
        { x: left, y: top, width: right - left, height: bottom - top },
        {
          fill: "var(--surface)",
          stroke: "var(--tint)",
          radius: 12,
          ...(kind === "temporary" ? { dash: "5 3" } : {}),
        },
      ),
      icon(kind, left + 5.5, top + 9, 13, "var(--tint)"),
      label(fitted(name, "mono-bold", room), narrow.textEnd, top - nameHeight + 15, {
        face: "mono-bold",
        anchor: "end",
      }),
      label(fitted(note, "sans", room), narrow.textEnd, top - nameHeight + 29, {
        face: "sans",
        colour: "var(--muted)",
        anchor: "end",
      }),
    ],
    { account },
  );
}

const userHeight = 28;
/** So many other users of a key have a row each. */
const mostUsers = 8;

/** The other users of the keys below the accounts: under the name of each key a row for each. */
export function userRows(
  scene: RouteScene,
  top: number,
): { readonly shapes: readonly Shape[]; readonly height: number } {
  const rows = scene.keys.flatMap(({ id, name, account }) => {
    const texts = userTexts(scene, id, mostUsers);
    return texts.length > 0 ? [{ name, account, texts }] : [];
  });
  let y = top;
  const shapes = rows.flatMap(({ name, account, texts }) => {
    const head = label(fitted(`Other users of ${name}`, "sans", narrow.width - 20), 4, y + 14, {
      face: "sans",
      colour: "var(--muted)",
    });
    y += 22;
    const plates = texts.map((text) => {
      const box = { x: 3, y: y + 2, width: narrow.width - 6, height: userPlateHeight };
      y += userHeight;
      return userPlate(text, box);
    });
    y += 4;
    return [group([head], { account }), ...plates];
  });
  return { shapes, height: y - top };
}

const abuseHeight = 26;

/** The open abuses below the accounts, one row for each key and role that they touch. */
export function abuseRows(
  { abuses, keys, roles }: RouteScene,
  top: number,
): { readonly shapes: readonly Shape[]; readonly height: number } {
  const names = new Map([
    ...keys.map(({ id, name }) => [id, name] as const),
    ...roles.map(({ arn, name }) => [arn, name] as const),
  ]);
  const rows = [...names].flatMap(([id, name]) => {
    const open = abuses.filter(({ touches, state }) => touches === id && state === "open");
    return open.length > 0 ? [{ name, open }] : [];
  });
  return {
    shapes: rows.map(({ name, open }, index) => abuseRow(name, open, top + index * abuseHeight)),
    height: rows.length * abuseHeight,
  };
}

function abuseRow(name: string, open: readonly SceneAbuse[], y: number): Shape {
  const { colour, wash } = looks.open;
  const words = `${open.length} ${open.length === 1 ? "abuse" : "abuses"} open:`;
  const after = 30 + textWidth(words, "sans") + 6;
  return group([
    rect(
      { x: 1, y, width: narrow.width - 2, height: 22 },
      { fill: wash, stroke: colour, radius: 3 },
    ),
    icon("open", 10, y + 5, 12, colour),
    label(words, 30, y + 15, { face: "sans" }),
    label(fitted(name, "mono", narrow.width - after - 10), after, y + 15, { face: "mono" }),
  ]);
}
