/** The colours of the page's styles (ui/tokens.css), for drawings that stand alone. */
export const colours = {
  "--canvas": ["#f4f5f7", "#101216"],
  "--surface": ["#ffffff", "#16181d"],
  "--sunken": ["#eceef1", "#0c0e11"],
  "--line": ["#dde0e5", "#2a2e36"],
  "--edge": ["#858c98", "#69717e"],
  "--text": ["#16181d", "#eceef1"],
  "--soft": ["#3b424d", "#c6cbd3"],
  "--muted": ["#5a626e", "#9aa2ae"],
  "--accent": ["#1d5fd1", "#7aa9ff"],
  "--allowed": ["#106b39", "#5fcf91"],
  "--allowed-wash": ["#e3f4ea", "#13291e"],
  "--caution": ["#855300", "#e8b452"],
  "--caution-wash": ["#fdf1da", "#2e2513"],
  "--refused": ["#b3231b", "#ff8f85"],
  "--refused-wash": ["#fdebe9", "#351b1a"],
  "--pipe": ["#e3e6eb", "#2b3038"],
} as const satisfies Readonly<Record<string, readonly [light: string, dark: string]>>;

/** The hues of accounts in the order in which the page gives them (ui/tokens.css). */
export const hues = [258, 305, 205, 345, 232, 280, 185, 325] as const;

const tints = {
  "--tint": [
    [0.48, 0.13],
    [0.78, 0.11],
  ],
  "--tint-wash": [
    [0.965, 0.02],
    [0.26, 0.035],
  ],
  "--tint-line": [
    [0.87, 0.05],
    [0.38, 0.06],
  ],
} as const;

/** `light-dark`: each colour as CSS's `light-dark()`, for a page with a colour scheme. */
export type Theme = "light" | "dark" | "light-dark";

/** The value of a custom property of the drawing; `tint` counts the accounts. Returns `undefined` for other names. */
export function colourOf(name: string, theme: Theme, tint: number): string | undefined {
  const pair = pairOf(name, tint);
  if (!pair) return undefined;
  const [light, dark] = pair;
  return theme === "light-dark" ? `light-dark(${light},${dark})` : theme === "light" ? light : dark;
}

function pairOf(name: string, tint: number): readonly [light: string, dark: string] | undefined {
  if (name in colours) return colours[name as keyof typeof colours];
  if (!(name in tints)) return undefined;
  const [light, dark] = tints[name as keyof typeof tints];
  const hue = hues[tint % hues.length] ?? hues[0];
  return [hexOf(light[0], light[1], hue), hexOf(dark[0], dark[1], hue)];
}

/** A colour of OKLCH as sRGB. Source: CSS Color Module Level 4, "Sample code for color conversions". */
function hexOf(lightness: number, chroma: number, hue: number): string {
  const angle = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${linear.map(channel).join("")}`;
}

function channel(linear: number): string {
  const bounded = Math.min(1, Math.max(0, linear));
  const value = bounded <= 0.0031308 ? 12.92 * bounded : 1.055 * bounded ** (1 / 2.4) - 0.055;
  return Math.round(value * 255)
    .toString(16)
    .padStart(2, "0");
}
