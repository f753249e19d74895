import type { RouteScene, SceneAbuse } from "../scene.ts";
import { fitted, textWidth } from "./measure.ts";
import { group, icon, label, line, looks, rect, type Shape } from "./shapes.ts";
import { type UserText, userPlate, userPlateHeight, userPlateWidth, userTexts } from "./users.ts";
import { lanes, type WidePlaces } from "./wide-places.ts";

const rowHeight = 28;
const plateHeight = 22;
const firstRow = lanes.bottom + 12;
const mostText = 260;

/** The height of a drawing with its first row of abuses: reserved, so that nothing jumps when one opens. */
export const heightWithAbuses = firstRow + rowHeight;

interface Plate {
  readonly of: { readonly text: string; readonly state: "open" | "refused" } | UserText;
  /** Where its line begins. */
  readonly x: number;
  /** The points that its line runs through to what it touches. */
  readonly to: readonly (readonly [number, number])[];
  readonly left: number;
  readonly width: number;
}

/** Between the lines of two plates of one key. */
const lineGap = 24;

/**
 * Below the accounts: the abuses, one plate for each key and role that they would touch, dotted to it, refused ones cut; and
 * the other users of each key, a plate and an arrow for each. Further left means the same row or a lower one, so that no line crosses a plate.
 */
export function abuseShapes(
  scene: RouteScene,
  { keys, roles }: WidePlaces,
  { right, refused }: { readonly right: number; readonly refused: boolean },
): { readonly shapes: readonly Shape[]; readonly width: number; readonly height: number } {
  const { abuses, source } = scene;
  const plates = [
    ...[...keys]
      .sort((one, other) => other.extent.left - one.extent.left)
      .flatMap(({ span, extent }) => {
        const x = extent.right - 30;
        const most = Math.max(1, Math.floor((x - extent.left - 10) / lineGap));
        return [
          plateOf(abusesOf(abuses, span.key.id, refused), x, [[x, lanes.key.bottom + 1]], right),
          ...userTexts(scene, span.key.id, most).map((of, at): Plate => {
            const own = x - (at + 1) * lineGap;
            const to = [[own, lanes.key.bottom + 1]] as const;
            return { of, x: own, to, left: Math.max(3, own - 14), width: userPlateWidth(of) };
          }),
        ];
      }),
    ...roles.map(({ role, extent }) => {
      // From the outer side: the roles of the source are left, the platform's right.
      const y = (lanes.role.top + lanes.role.bottom) / 2;
      const isLeft = role.account === source.account && extent.right < right - 24;
      const x = isLeft ? 10 : right + 10;
      const own = abusesOf(abuses, role.arn, refused);
      return plateOf(
        own,
        x,
        [
          [x, y],
          [isLeft ? extent.left : extent.right, y],
        ],
        right,
        !isLeft,
      );
    }),
  ].flatMap((plate) => plate ?? []);
  const rows: Plate[][] = [];
  for (const plate of plates) {
    const isFree = (row: readonly Plate[]) =>
      row.every(
        ({ left, width }) =>
          plate.left + plate.width + 10 <= left || left + width + 10 <= plate.left,
      );
    // Lines of lower rows must pass left of every plate above them.
    const last = rows.at(-1);
    if (last && isFree(last)) last.push(plate);
    else rows.push([plate]);
  }
  return {
    shapes: rows.flatMap((row, index) => row.map((plate) => plateShape(plate, index))),
    width: Math.max(0, ...plates.map(({ left, width }) => left + width + 2)),
    height: firstRow + Math.max(1, rows.length) * rowHeight,
  };
}

function abusesOf(
  abuses: readonly SceneAbuse[],
  touched: string,
  refused: boolean,
): readonly SceneAbuse[] {
  const own = abuses.filter(({ touches }) => touches === touched);
  const open = own.filter(({ state }) => state === "open");
  if (open.length > 0) return open;
  return refused ? own.filter(({ state }) => state === "refused") : [];
}

function plateOf(
  own: readonly SceneAbuse[],
  x: number,
  to: Plate["to"],
  right: number,
  fromRight = false,
): Plate | undefined {
  const [first] = own;
  if (!first) return undefined;
  const state = first.state === "open" ? "open" : "refused";
  // A title has room beside its line, or the number says enough.
  const full = fitted(first.title, "sans", mostText);
  const fits = own.length === 1 && x + textWidth(full, "sans") + 38 <= right;
  const text = fits ? full : `${own.length} ${own.length === 1 ? "abuse" : "abuses"} ${state}`;
  const width = textWidth(text, "sans") + 38;
  return {
    of: { text, state },
    x,
    to,
    width,
    left: fromRight ? x - width + 10 : Math.max(1, x - 14),
  };
}

function plateShape({ of, x, to, left, width }: Plate, row: number): Shape {
  const { text, state } = of;
  const { colour, wash } = looks[state];
  const top = firstRow + row * rowHeight;
  const arrow = line([[x, top], ...to], state, "arrow");
  if ("step" in of) {
    const plate = userPlate(of, { x: left, y: top, width, height: userPlateHeight });
    return group([...arrow, plate], { step: of.step });
  }
  return group([
    ...arrow,
    rect(
      { x: left, y: top, width, height: plateHeight },
      { fill: wash, stroke: colour, radius: 3 },
    ),
    icon(state, left + 8, top + 5, 12, colour),
    label(text, left + 26, top + 15, { face: "sans" }),
  ]);
}
