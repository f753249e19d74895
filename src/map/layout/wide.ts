import type { RouteScene, SceneCall } from "../scene.ts";
import { abuseShapes, heightWithAbuses } from "./abuses.ts";
import { columnsOf, type KeySpan, samePlace } from "./columns.ts";
import { accountBox, dataBox, keyBar, regionBox, roleBar, title } from "./parts.ts";
import { type Drawing, pipe, rect, type Shape } from "./shapes.ts";
import { callShape } from "./wide-calls.ts";
import {
  columnMargin,
  type Extent,
  extentOf,
  lanes,
  type PlacedColumn,
  placedColumns,
  type WidePlaces,
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
