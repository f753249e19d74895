import type { RouteScene, SceneCall } from "../scene.ts";
import { abuseShapes, heightWithAbuses } from "./abuses.ts";
import { columnsOf, type KeySpan, samePlace } from "./columns.ts";
import { accountBox, dataBox, keyBar, regionBox, roleBar, title } from "./parts.ts";
import {
  badge,
  badgeHeight,
  type Drawing,
  group,
  label,
  line,
  pipe,
  rect,
  type Shape,
} from "./shapes.ts";
import {
  columnMargin,
  type Extent,
  extentOf,
  lanes,
  type PlacedColumn,
  placedColumns,
  plateLines,
  type WidePlaces,
  widthOfUse,
} from "./wide-places.ts";

/** What a drawing shows besides the import. */
export interface WideOptions {
  /** Whether refused abuses are drawn besides the open ones. */
  readonly refused?: boolean;
  /** Without abuses the drawing is only as high as its accounts. */
  readonly abuses?: boolean;
  /** “× 412”: how many sources the drawing stands for. */
  readonly count?: number;
}

/** One import on a wide screen: sources left, platform right; roles above, data in the middle, keys below. */
export function wideDrawing(scene: RouteScene, options: WideOptions = {}): Drawing {
  const { refused = false, abuses = true, count = 1 } = options;
  const margin = abuses && hasRoleAbuse(scene, refused) ? 20 : 1;
  const { placed, spans } = placedColumns(scene, columnsOf(scene), margin);
  const accounts = [...new Set(placed.map(({ account }) => account))].flatMap((account) => {
    const extent = extentOf(placed, (column) => column.account === account, 24);
    return extent ? [{ account, extent }] : [];
  });
  const roles = scene.roles.flatMap((role) => {
    const extent = extentOf(placed, ({ role: arn }) => arn === role.arn, 12);
    return extent ? [{ role, extent }] : [];
  });
  const keys = spans.map((span) => ({ span, extent: spanExtent(placed, span) }));
  const right = Math.max(...accounts.map(({ extent }) => extent.right), 0);
  const places = { placed, keys, roles };
  const below = abuses ? abuseShapes(scene, places, { right, refused }) : undefined;
  return {
    width: Math.ceil(Math.max(right + 2, below?.width ?? 0)),
    height: below ? Math.max(heightWithAbuses, below.height) : lanes.bottom + 2,
    title: title(scene),
    shapes: [
      ...accounts.map(({ account, extent }, index) =>
        accountBox(account, boxOf(extent, 1, lanes.bottom), {
          kinds: [
            ...(account === scene.source.account ? ["source"] : []),
            ...(account === scene.platform.account ? ["platform"] : []),
          ],
          ...(index === 0 && count > 1 ? { count } : {}),
        }),
      ),
      ...regionBoxes(placed),
      ...roles.map(({ role, extent }) =>
        roleBar(role, boxOf(extent, lanes.role.top, lanes.role.bottom)),
      ),
      ...keys.map(({ span, extent }) =>
        keyBar(span.key, boxOf(extent, lanes.key.top, lanes.key.bottom)),
      ),
      // Behind data and lines, which stay readable while a step is lit.
      ...scene.calls.flatMap((call) => litAreas(call, places)),
      ...pipes(placed),
      ...placed.flatMap(({ data, x, width }) =>
        data ? [dataBox(data, { ...dataPlace(x, width), ...dataHeight }, callAt(scene, data))] : [],
      ),
      ...scene.calls.map((call) => callShape(scene, call, places)),
      ...(below?.shapes ?? []),
    ],
  };
}

function hasRoleAbuse({ abuses, roles }: RouteScene, refused: boolean): boolean {
  return abuses.some(
    ({ touches, state }) =>
      (state === "open" || (refused && state === "refused")) &&
      roles.some(({ arn }) => arn === touches),
  );
}

const boxOf = ({ left, right }: Extent, top: number, bottom: number) => ({
  x: left,
  y: top,
  width: right - left,
  height: bottom - top,
});

const dataHeight = { y: lanes.data.top, height: lanes.data.bottom - lanes.data.top };

const dataPlace = (x: number, width: number) => ({
  x: x + columnMargin / 2,
  width: width - columnMargin,
});

function spanExtent(placed: readonly PlacedColumn[], { first, last }: KeySpan): Extent {
  const from = placed[first];
  const to = placed[last];
  return { left: (from?.x ?? 0) + 2, right: (to?.x ?? 0) + (to?.width ?? 0) - 2 };
}

function regionBoxes(placed: readonly PlacedColumn[]): readonly Shape[] {
  const firsts = placed.filter(
    (column, index) => placed.findIndex((other) => samePlace(other, column)) === index,
  );
  return firsts.flatMap((place) => {
    const extent = extentOf(placed, (column) => samePlace(column, place), 12);
    return extent
      ? [regionBox(place, boxOf(extent, lanes.region.top, lanes.region.bottom), lanes.regionChip)]
      : [];
  });
}

/** The call that makes the data. */
function callAt(scene: RouteScene, data: RouteScene["data"][number]) {
  const at = scene.data.indexOf(data);
  return scene.calls.find(({ on }) => on.what === "data" && on.at === at);
}

function pipes(placed: readonly PlacedColumn[]): readonly Shape[] {
  const withData = placed.filter(({ data }) => data !== undefined);
  const y = (lanes.data.top + lanes.data.bottom) / 2;
  return withData.slice(1).flatMap((to, index) => {
    const from = withData[index];
    if (!from || !to.data) return [];
    const start = from.x + from.width - columnMargin / 2 + 1;
    return [pipe([start, y], [to.x + columnMargin / 2, y], to.data.reached)];
  });
}

function callShape(scene: RouteScene, call: SceneCall, places: WidePlaces): Shape {
  const { placed, keys, roles } = places;
  const column = placed.find((one) => one.call?.stepId === call.stepId);
  const shapes: Shape[] = [];
  if (call.on.what === "role") shapes.push(...assumption(call, roles));
  else if (column) shapes.push(...downCall(call, column));
  for (const use of call.uses) {
    const target = keys.find(({ span }) => span.key.id === use.key);
    if (!target) continue;
    if (use.at === undefined) shapes.push(...replication(call, use.state, target, keys));
    else shapes.push(...shapesOfUse(scene, call, use, placed, target));
  }
  return group(shapes, { step: call.stepId });
}

/** The area that takes the accent's wash while its step is lit. */
function litAreas({ stepId }: SceneCall, { placed, roles }: WidePlaces): readonly Shape[] {
  const column = placed.find(({ call }) => call?.stepId === stepId);
  const [one, other] = [...roles].sort((a, b) => a.extent.left - b.extent.left);
  const box = column
    ? {
        x: column.x + 2,
        y: lanes.region.top + 2,
        width: column.width - 4,
        height: lanes.key.top - lanes.region.top - 4,
      }
    : one && other
      ? {
          x: one.extent.right + 2,
          y: lanes.role.top,
          width: other.extent.left - one.extent.right - 4,
          height: lanes.role.bottom - lanes.role.top + 30,
        }
      : undefined;
  if (!box) return [];
  const area = rect(box, { fill: "transparent", stroke: "transparent", radius: 5 });
  return [{ ...area, attributes: { ...area.attributes, "data-lit": "" }, step: stepId }];
}

function downCall(call: SceneCall, column: PlacedColumn): readonly Shape[] {
  const x = column.x + column.width / 2;
  const { state, number, operation, on } = call;
  const [service, action] = plateLines(operation);
  // A call that EC2 or EBS passes on to a key breaks there; one that only touches a key breaks on its own line.
  const passes = call.uses.length > 0 && (state === "stops" || state === "withheld");
  const end = on.what === "data" ? lanes.data.top : lanes.key.top;
  const from = lanes.plate + badgeHeight;
  return [
    ...line(
      [
        [x, lanes.role.bottom],
        [x, lanes.plate],
      ],
      state,
      "none",
    ),
    badge(number, state, x, lanes.plate),
    label(service, x, from + 13, { face: "mono", colour: "var(--muted)", anchor: "middle" }),
    label(action, x, from + 26, { face: "mono", anchor: "middle" }),
    ...line(
      [
        [x, from + 32],
        [x, end],
      ],
      passes ? "works" : state,
      "arrow",
    ).map((shape) => (passes ? recoloured(shape, state) : shape)),
  ];
}

/** A whole line in the colours of a state that would otherwise cut it. */
function recoloured(shape: Shape, state: SceneCall["state"]): Shape {
  const colour = state === "stops" ? "var(--refused)" : "var(--caution)";
  const { stroke, fill } = shape.attributes;
  return {
    ...shape,
    attributes: {
      ...shape.attributes,
      ...(stroke ? { stroke: colour, "stroke-dasharray": "5 3" } : {}),
      ...(fill && fill !== "none" ? { fill: colour } : {}),
    },
  };
}

function assumption(call: SceneCall, roles: WidePlaces["roles"]): readonly Shape[] {
  const caller = roles.find(({ role }) => role.arn === call.caller);
  const assumed = roles.find(({ role }) => call.on.what === "role" && role.arn === call.on.arn);
  if (!caller || !assumed) return [];
  const y = (lanes.role.top + lanes.role.bottom) / 2;
  const leftward = assumed.extent.right <= caller.extent.left;
  const [start, end] = leftward
    ? [caller.extent.left, assumed.extent.right]
    : [caller.extent.right, assumed.extent.left];
  const middle = (start + end) / 2;
  const side = leftward ? 1 : -1;
  const [service, action] = plateLines(call.operation);
  const apart = caller.role.account !== assumed.role.account;
  return [
    ...line(
      [
        [start, y],
        [middle + side * 18, y],
      ],
      call.state,
      "none",
    ),
    badge(call.number, call.state, middle, y - badgeHeight / 2),
    ...line(
      [
        [middle - side * 18, y],
        [end, y],
      ],
      call.state,
      "arrow",
    ),
    ...(apart
      ? [
          label(service, middle, y + 24, {
            face: "mono",
            colour: "var(--muted)",
            anchor: "middle",
          }),
          label(action, middle, y + 37, { face: "mono", anchor: "middle" }),
        ]
      : // Within one account the region's box begins below.
        [label(action, middle, y + 20, { face: "mono", anchor: "middle" })]),
  ];
}

function shapesOfUse(
  scene: RouteScene,
  call: SceneCall,
  use: SceneCall["uses"][number],
  placed: readonly PlacedColumn[],
  target: WidePlaces["keys"][number],
): readonly Shape[] {
  const column = placed.find(({ data }) => data && scene.data.indexOf(data) === use.at);
  if (!column) return [];
  const slots = column.uses;
  const index = slots.findIndex(({ key, stepId }) => key === use.key && stepId === call.stepId);
  const widths = slots.map(({ label: text, number }) => widthOfUse(text, number));
  const total = widths.reduce((sum, width) => sum + width, 0) + 10 * (slots.length - 1);
  const before = widths.slice(0, index).reduce((sum, width) => sum + width + 10, 0);
  const x = column.x + column.width / 2 - total / 2 + before + (widths[index] ?? 0) / 2;
  const from = lanes.usePlate + badgeHeight;
  const { left, right } = target.extent;
  const below = from + 19;
  const isAbove = x > left && x < right && samePlace(column, target.span.key);
  // Of two lines to the same side the left one runs lower, so that they do not cross.
  const y = lanes.key.top + (index < slots.length - 1 ? 20 : 9);
  return [
    ...line(
      [
        [x, lanes.data.bottom + 1],
        [x, lanes.usePlate],
      ],
      use.state,
      "none",
    ),
    badge(call.number, use.state, x, lanes.usePlate),
    label(use.label, x, from + 13, { face: "mono", anchor: "middle" }),
    ...line(
      isAbove
        ? [
            [x, below],
            [x, lanes.key.top],
          ]
        : [
            [x, below],
            [x, y],
            [x < left ? left : right, y],
          ],
      use.state,
      "arrow",
    ),
  ];
}

function replication(
  call: SceneCall,
  state: SceneCall["state"],
  target: WidePlaces["keys"][number],
  keys: WidePlaces["keys"],
): readonly Shape[] {
  const from = keys.find(
    ({ span }) => span.key.icon === "temporary" && span.key.id !== target.span.key.id,
  );
  if (!from) return [];
  const leftward = target.extent.right < from.extent.left;
  const y = (lanes.key.top + lanes.key.bottom) / 2;
  const [start, end] = leftward
    ? [from.extent.left, target.extent.right]
    : [from.extent.right, target.extent.left];
  const middle = (start + end) / 2;
  const side = leftward ? 1 : -1;
  return [
    ...line(
      [
        [start, y],
        [middle + side * 17, y],
      ],
      state,
      "none",
    ),
    badge(call.number, state, middle, y - badgeHeight / 2),
    ...line(
      [
        [middle - side * 17, y],
        [end, y],
      ],
      state,
      "arrow",
    ),
  ];
}
