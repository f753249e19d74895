import type {
  RouteScene,
  SceneCall,
  SceneData,
  SceneKey,
  ScenePlace,
  SceneRole,
} from "../scene.ts";
import { fitted, textWidth } from "./measure.ts";
import { type Box, chip, group, icon, label, looks, rect, type Shape } from "./shapes.ts";

/** What a drawing of one import shows, in a sentence. */
export function title({ source, platform, calls, breaksAt }: RouteScene): string {
  const where =
    source.account === platform.account && source.region === platform.region
      ? `in account ${source.account}, ${source.region}`
      : `from account ${source.account}, ${source.region}, to account ${platform.account}, ${platform.region}`;
  const end = breaksAt === undefined ? "" : `; it stops at step ${breaksAt} of ${calls.length}`;
  return `Map of the import ${where}${end}`;
}

/** An account: its chip, what it is in the import, and how many it stands for. */
export function accountBox(
  account: string,
  box: Box,
  { kinds, count }: { readonly kinds: readonly string[]; readonly count?: number },
): Shape {
  const [name, width] = chip("account", account, box.x + 12, box.y + 7, true);
  const words = `${kinds.join(" and ")}${count === undefined ? "" : `, × ${count}`}`;
  return group(
    [
      rect(box, {
        fill: "var(--tint-wash)",
        stroke: "var(--tint-line)",
        radius: 8,
        opacity: 0.6,
      }),
      name,
      label(words, box.x + width + 22, box.y + 20, { face: "sans", colour: "var(--muted)" }),
    ],
    { account },
  );
}

/** A region in its account, its chip at the bottom left, where no line passes. */
export function regionBox({ account, region }: ScenePlace, box: Box, chipTop: number): Shape {
  return group(
    [
      rect(box, { fill: "var(--surface)", stroke: "var(--line)", radius: 5 }),
      chip("region", region, box.x + 8, chipTop, false)[0],
    ],
    { account },
  );
}

/** A role: a bar as wide as what it acts on. */
export function roleBar({ name, account }: SceneRole, box: Box): Shape {
  return group(
    [
      rect(box, { fill: "var(--tint-wash)", stroke: "var(--tint)", radius: 5 }),
      icon("role", box.x + 9, box.y + box.height / 2 - 7, 14, "var(--tint)"),
      label(fitted(name, "mono-bold", box.width - 40), box.x + 30, box.y + box.height / 2 + 4, {
        face: "mono-bold",
      }),
    ],
    { account },
  );
}

/** A key: a pill under all that it encrypts; a temporary one with a dashed edge. */
export function keyBar({ name, note, icon: kind, account }: SceneKey, box: Box): Shape {
  const shown = fitted(name, "mono-bold", box.width - 50);
  const width = textWidth(shown, "mono-bold");
  const room = box.width - width - 54;
  const y = box.y + box.height / 2 + 4;
  return group(
    [
      rect(box, {
        fill: "var(--surface)",
        stroke: "var(--tint)",
        radius: 14,
        ...(kind === "temporary" ? { dash: "5 3" } : {}),
      }),
      icon(kind, box.x + 11, box.y + box.height / 2 - 6.5, 13, "var(--tint)"),
      label(shown, box.x + 30, y, { face: "mono-bold" }),
      ...(room > 20
        ? [
            label(fitted(note, "sans", room), box.x + 40 + width, y, {
              face: "sans",
              colour: "var(--muted)",
            }),
          ]
        : []),
    ],
    { account },
  );
}

/** Data: what it is and what became of it. Where it does not get, its edge is dashed. */
export function dataBox(data: SceneData, box: Box, call: SceneCall | undefined): Shape {
  const { kind, title: name, note, reached, account } = data;
  const stops =
    call?.state === "stops" || call?.state === "withheld" || call?.state === "undecided";
  return group(
    [
      rect(box, {
        fill: "var(--surface)",
        stroke: stops ? looks[call.state].colour : "var(--edge)",
        radius: 5,
        ...(reached ? {} : { dash: "3 3" }),
      }),
      icon(kind, box.x + 8, box.y + 8, 13, "var(--muted)"),
      label(name, box.x + 26, box.y + 18, {
        face: "bold",
        colour: reached ? "var(--text)" : "var(--soft)",
      }),
      label(note, box.x + 9, box.y + 34, { face: "mono", colour: "var(--muted)" }),
    ],
    { account, ...(call ? { step: call.stepId } : {}) },
  );
}
