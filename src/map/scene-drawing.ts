import { type Drawing, group, label } from "./layout/shapes.ts";
import { type WideOptions, wideDrawing } from "./layout/wide.ts";
import type { Scene } from "./scene.ts";
import { drawingToSvg, type SvgOptions } from "./svg.ts";
import { outcomeWords } from "./words.ts";

/** So many imports are drawn one below the other. */
const mostDrawn = 12;

/** The groups of a scene as one drawing: a single import fills it; several stand below each other, each under its heading. */
export function sceneDrawing(scene: Scene, options: Omit<WideOptions, "count"> = {}): Drawing {
  const [only] = scene.groups;
  if (only?.route && scene.groups.length === 1)
    return wideDrawing(only.route, { ...options, count: only.sources });
  let y = 0;
  let width = 320;
  const shapes = [];
  for (const { route, sources, accounts, outcome } of scene.groups.slice(0, mostDrawn)) {
    const who = sources === 1 ? (accounts[0] ?? "") : `× ${sources}`;
    shapes.push(label(`${who}: ${outcomeWords[outcome]}`, 2, y + 16, { face: "bold" }));
    y += 26;
    if (!route) continue;
    const drawing = wideDrawing(route, { ...options, count: sources });
    shapes.push(group(drawing.shapes, { attributes: { transform: `translate(0 ${y})` } }));
    y += drawing.height + 14;
    width = Math.max(width, drawing.width);
  }
  const rest = scene.groups.length - mostDrawn + scene.moreStopped;
  if (rest > 0) {
    shapes.push(label(`and ${rest} more`, 2, y + 16, { face: "sans", colour: "var(--muted)" }));
    y += 26;
  }
  return { width, height: y + 2, title: `Map of ${scene.groups.length} imports`, shapes };
}

/** A scene as an SVG file that needs nothing else. */
export function sceneToSvg(scene: Scene, options: SvgOptions & Omit<WideOptions, "count">): string {
  return drawingToSvg(sceneDrawing(scene, options), options);
}
