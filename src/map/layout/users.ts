import type { CallState, RouteScene, SceneUser } from "../scene.ts";
import { fitted, textWidth } from "./measure.ts";
import { type Box, group, icon, label, looks, rect, type Shape } from "./shapes.ts";

/** The height of the plate of another user of a key. */
export const userPlateHeight = 22;
const mostText = 240;

/** What a plate says: a user by its name, or the number of those that have no plate. */
export interface UserText {
  readonly text: string;
  readonly state: CallState;
  /** The account of its role. */
  readonly account: string;
  readonly step: string;
}

/**
 * The other users of a key as plates, at most `most`: what has no plate is counted on the last one. An account is named if
 * it is not the key's.
 */
export function userTexts(
  { users, keys }: RouteScene,
  key: string,
  most: number,
): readonly UserText[] {
  const own = users.filter((user) => user.key === key);
  const home = keys.find(({ id }) => id === key)?.account;
  const shown = own.length <= most ? own : own.slice(0, most - 1);
  const rest = own.slice(shown.length);
  const [first] = rest;
  return [
    ...shown.map(
      (user): UserText => ({
        text: user.role.account === home ? user.name : `${user.name} of ${user.role.account}`,
        state: user.state,
        account: user.role.account,
        step: user.stepId,
      }),
    ),
    ...(first
      ? [
          {
            text: `${rest.length} ${shown.length > 0 ? "more users" : "other users"}`,
            state: worst(rest),
            account: first.role.account,
            step: first.stepId,
          },
        ]
      : []),
  ];
}

function worst(users: readonly SceneUser[]): CallState {
  return (
    (["stops", "undecided"] as const).find((state) => users.some((one) => one.state === state)) ??
    "works"
  );
}

/** The width of a plate. */
export function userPlateWidth({ text }: UserText): number {
  return Math.ceil(textWidth(fitted(text, "sans", mostText), "sans")) + 52;
}

/** A plate: the role’s icon, the name, the icon of the state; under it the area that lights up with its step. */
export function userPlate({ text, state, account, step }: UserText, box: Box): Shape {
  const { x, y, width, height } = box;
  const area = rect(
    { x: x - 2, y: y - 2, width: width + 4, height: height + 4 },
    { fill: "transparent", stroke: "transparent", radius: 6 },
  );
  const name = fitted(text, "sans", Math.min(mostText, width - 52));
  return group(
    [
      { ...area, attributes: { ...area.attributes, "data-lit": "" }, step },
      rect(box, { fill: "var(--surface)", stroke: "var(--tint)", radius: 4 }),
      icon("role", x + 7, y + 4.5, 13, "var(--tint)"),
      label(name, x + 26, y + 15, { face: "sans" }),
      icon(state, x + width - 19, y + 5, 12, looks[state].colour),
    ],
    { account, step },
  );
}
