import type { RouteScene, SceneCall } from "../scene.ts";
import { samePlace } from "./columns.ts";
import { middleOf, numberedLine, stretchBetween } from "./numbered-line.ts";
import { badge, badgeHeight, group, label, line, type Shape } from "./shapes.ts";
import {
  type Extent,
  lanes,
  type PlacedColumn,
  plateLines,
  type WidePlaces,
  widthOfUse,
} from "./wide-places.ts";

/** A call on the wide map: its line from the role to the data, key or role, and the uses of keys that it causes. */
export function callShape(scene: RouteScene, call: SceneCall, places: WidePlaces): Shape {
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

/** A call of AssumeRole, between the bars of its two roles. */
function assumption(call: SceneCall, roles: WidePlaces["roles"]): readonly Shape[] {
  const caller = roles.find(({ role }) => role.arn === call.caller);
  const assumed = roles.find(({ role }) => call.on.what === "role" && role.arn === call.on.arn);
  if (!caller || !assumed) return [];
  const y = (lanes.role.top + lanes.role.bottom) / 2;
  const stretch = stretchBetween(rangeOf(caller.extent), rangeOf(assumed.extent));
  const middle = middleOf(stretch);
  const [service, action] = plateLines(call.operation);
  const apart = caller.role.account !== assumed.role.account;
  return [
    ...numberedLine(call, stretch, { along: "x", across: y, gap: 18 }),
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

const rangeOf = ({ left, right }: Extent) => [left, right] as const;

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

/** The call that makes a replica of a temporary key, between the bars of the two. */
function replication(
  { number }: SceneCall,
  state: SceneCall["state"],
  target: WidePlaces["keys"][number],
  keys: WidePlaces["keys"],
): readonly Shape[] {
  const from = keys.find(
    ({ span }) => span.key.icon === "temporary" && span.key.id !== target.span.key.id,
  );
  if (!from) return [];
  return numberedLine(
    { number, state },
    stretchBetween(rangeOf(from.extent), rangeOf(target.extent)),
    { along: "x", across: (lanes.key.top + lanes.key.bottom) / 2, gap: 17 },
  );
}
