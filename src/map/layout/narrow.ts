import type { RouteScene, SceneCall } from "../scene.ts";
import type { ColumnUse } from "./columns.ts";
import { samePlace } from "./columns.ts";
import { fitted } from "./measure.ts";
import { abuseRows, accountShape, keyShape, roleShape, userRows } from "./narrow-parts.ts";
import {
  accountHeader,
  type NarrowPlaces,
  narrow,
  narrowPlaces,
  type PlacedRow,
  useHeight,
} from "./narrow-places.ts";
import { numberedLine, stretchBetween } from "./numbered-line.ts";
import { dataBox, title } from "./parts.ts";
import {
  badge,
  badgeHeight,
  chip,
  type Drawing,
  group,
  icon,
  label,
  line,
  pipe,
  rect,
  type Shape,
} from "./shapes.ts";
import { plateLines } from "./wide-places.ts";

/**
 * One import on a narrow screen, the wide map turned by a quarter: roles left, keys right, data downwards; the source's
 * account above, the platform's below.
 */
export function narrowDrawing(
  scene: RouteScene,
  { count = 1 }: { readonly count?: number } = {},
): Drawing {
  const places = narrowPlaces(scene);
  const { rows, accounts, regions, roles, keys, bottom } = places;
  const users = userRows(scene, bottom + 12);
  const abuses = abuseRows(scene, bottom + 12 + users.height);
  return {
    width: narrow.width,
    height: Math.ceil(bottom + 12 + users.height + abuses.height + 2),
    title: title(scene),
    shapes: [
      ...accounts.map(({ account, top, bottom: end }, index) =>
        accountShape(scene, account, { top, bottom: end }, index === 0 ? count : 1),
      ),
      ...regions.map(({ account, region, top }) => {
        const width = chip("region", region, 0, 0, false)[1];
        const [shape] = chip("region", region, narrow.textEnd - width, top + 6, false);
        return group([shape], { account });
      }),
      ...scene.calls.flatMap((call) => litArea(call, places)),
      ...pipes(rows),
      ...roles.map(({ role, span }) => roleShape(role, span, rows)),
      ...keys.map(({ span, at }) => keyShape(span.key, at)),
      ...rows.flatMap(({ data, centre }) =>
        data
          ? [
              dataBox(
                data,
                {
                  x: narrow.data.left,
                  y: centre - 21,
                  width: narrow.data.right - narrow.data.left,
                  height: 42,
                },
                scene.calls.find(({ on }) => on.what === "data" && scene.data[on.at] === data),
              ),
            ]
          : [],
      ),
      ...scene.calls.map((call) => callShape(scene, call, places)),
      ...users.shapes,
      ...abuses.shapes,
    ],
  };
}

function pipes(rows: readonly PlacedRow[]): readonly Shape[] {
  const withData = rows.filter(({ data }) => data !== undefined);
  return withData.slice(1).flatMap((to, index) => {
    const from = withData[index];
    if (!from || !to.data) return [];
    return [
      pipe([narrow.middle, from.centre + 22], [narrow.middle, to.centre - 21], to.data.reached),
    ];
  });
}

function callShape(scene: RouteScene, call: SceneCall, places: NarrowPlaces): Shape {
  const row = places.rows.find((one) => one.call?.stepId === call.stepId);
  const shapes: Shape[] = [];
  if (call.on.what === "role") shapes.push(...assumption(call, places.roles));
  else if (row) shapes.push(...across(call, row));
  for (const use of call.uses) {
    if (use.at === undefined) shapes.push(...replication(call, use, places.keys));
    for (const own of places.rows) {
      const at = own.uses.findIndex(
        (one) => one.stepId === call.stepId && one.key === use.key && one.at === use.at,
      );
      if (at >= 0) shapes.push(...keyLine(scene, own, at, places.keys));
    }
  }
  return group(shapes, { step: call.stepId });
}

/** A call from its role to the data that it makes, or to a key. */
function across(call: SceneCall, { centre, data }: PlacedRow): readonly Shape[] {
  const { state, number, operation } = call;
  const [service, action] = plateLines(operation);
  const half = 19;
  return [
    ...line(
      [
        [narrow.role.right, centre],
        [narrow.plate - half, centre],
      ],
      state,
      "none",
    ),
    badge(number, state, narrow.plate, centre - badgeHeight / 2),
    label(service, narrow.plate, centre - 14, {
      face: "mono",
      colour: "var(--muted)",
      anchor: "middle",
    }),
    label(fitted(action, "mono", 126), narrow.plate, centre + 23, {
      face: "mono",
      anchor: "middle",
    }),
    ...line(
      [
        [narrow.plate + half, centre],
        [data ? narrow.data.left : narrow.key.left, centre],
      ],
      state,
      "arrow",
    ),
  ];
}

/** A request to a key about the data of a row. A key of another region is named at the end of its line. */
function keyLine(
  scene: RouteScene,
  row: PlacedRow,
  at: number,
  keys: NarrowPlaces["keys"],
): readonly Shape[] {
  const use = row.uses[at] as ColumnUse;
  const { state, number } = use;
  const y = row.centre + (at - (row.uses.length - 1) / 2) * useHeight;
  const start = Math.min(Math.max(y, row.centre - 12), row.centre + 12);
  const [service, action] = use.label.includes(":") ? plateLines(use.label) : ["", use.label];
  const key = scene.keys.find(({ id }) => id === use.key);
  const isHere =
    key !== undefined && samePlace(key, row) && keys.some(({ span }) => span.key.id === use.key);
  const end = isHere ? narrow.key.left : narrow.key.left - 16;
  const right = narrow.textEnd + 4;
  const badgeLeft = narrow.usePlate - 17;
  return [
    ...line(
      start === y
        ? [
            [narrow.data.right, y],
            [badgeLeft, y],
          ]
        : [
            [narrow.data.right, start],
            [narrow.data.right + 10, start],
            [narrow.data.right + 10, y],
            [badgeLeft, y],
          ],
      state,
      "none",
    ),
    badge(number, state, narrow.usePlate, y - badgeHeight / 2),
    ...(service === ""
      ? []
      : [label(service, right, y - 14, { face: "mono", colour: "var(--muted)", anchor: "end" })]),
    label(fitted(action, "mono", right - narrow.data.right - 4), right, y + 23, {
      face: "mono",
      anchor: "end",
    }),
    ...line(
      [
        [narrow.usePlate + 17, y],
        [end, y],
      ],
      state === "stops" || state === "withheld" ? "unreached" : state,
      isHere && state !== "stops" && state !== "withheld" ? "arrow" : "none",
    ),
    ...(isHere || !key ? [] : [elsewhere(key, end + 1, y)]),
  ];
}

function elsewhere(key: RouteScene["keys"][number], x: number, y: number): Shape {
  return group([icon(key.icon, x, y - 6.5, 13, "var(--tint)")], { account: key.account });
}

/** A call of AssumeRole, between the bars of its two roles. */
function assumption(call: SceneCall, roles: NarrowPlaces["roles"]): readonly Shape[] {
  const caller = roles.find(({ role }) => role.arn === call.caller);
  const assumed = roles.find(({ role }) => call.on.what === "role" && role.arn === call.on.arn);
  if (!caller || !assumed) return [];
  const stretch = stretchBetween(rangeOf(caller.span), rangeOf(assumed.span));
  // Between the two accounts, above the header of the lower one.
  const centre = Math.min(...stretch) + 38;
  return [
    ...numberedLine(call, stretch, {
      along: "y",
      across: (narrow.role.left + narrow.role.right) / 2,
      gap: 10,
      centre,
    }),
    label(call.operation, narrow.text, centre + 4, { face: "mono" }),
  ];
}

const rangeOf = ({ top, bottom }: { readonly top: number; readonly bottom: number }) =>
  [top, bottom] as const;

/** The call that makes a replica of a temporary key, between their bars. */
function replication(
  { number }: SceneCall,
  { key, state }: SceneCall["uses"][number],
  keys: NarrowPlaces["keys"],
): readonly Shape[] {
  const target = keys.find(({ span }) => span.key.id === key);
  const from = keys.find(({ span }) => span.key.icon === "temporary" && span.key.id !== key);
  if (!target || !from) return [];
  return numberedLine({ number, state }, stretchBetween(rangeOf(from.at), rangeOf(target.at)), {
    along: "y",
    across: (narrow.key.left + narrow.key.right) / 2,
    gap: 10,
  });
}

/** The area that takes the accent's wash while its step is lit. */
function litArea({ stepId, on }: SceneCall, { rows, roles }: NarrowPlaces): readonly Shape[] {
  const row = rows.find(({ call }) => call?.stepId === stepId);
  const assumed = roles.find(({ role }) => on.what === "role" && role.arn === on.arn);
  const box = row
    ? {
        x: narrow.role.right + 3,
        y: row.top + 1,
        width: narrow.key.left - narrow.role.right - 6,
        height: row.bottom - row.top - 2,
      }
    : assumed
      ? { x: 4, y: assumed.span.bottom + 22, width: 170, height: accountHeader }
      : undefined;
  if (!box) return [];
  const area = rect(box, { fill: "transparent", stroke: "transparent", radius: 5 });
  return [{ ...area, attributes: { ...area.attributes, "data-lit": "" }, step: stepId }];
}
