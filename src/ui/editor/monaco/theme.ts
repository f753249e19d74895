import { useEffect, useState } from "react";
import { monaco } from "./kit.ts";

/** The name of the Monaco theme for the page's current colours. It follows the page's theme. */
export function useEditorTheme(): string {
  const [theme, setTheme] = useState(defineTheme);
  useEffect(() => {
    const follow = () => setTheme(defineTheme());
    const watch = new MutationObserver(follow);
    watch.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", follow);
    return () => {
      watch.disconnect();
      system.removeEventListener("change", follow);
    };
  }, []);
  return theme;
}

/** Defines the theme from the tokens of tokens.css and returns its name. */
function defineTheme(): string {
  const tokens = new Set<string>();
  themeOf((token) => {
    tokens.add(token);
    return "#000000";
  });
  const colours = coloursOf([...tokens]);
  const theme = themeOf((token) => colours.get(token) ?? "#808080");
  const name = theme.base === "vs-dark" ? "keyhole-dark" : "keyhole-light";
  monaco.editor.defineTheme(name, theme);
  return name;
}

/** The theme with the colours that `read` returns for tokens. */
function themeOf(read: (token: string) => string): monaco.editor.IStandaloneThemeData {
  const dark = luminance(read("--surface")) < 0.5;
  const plain = (token: string) => read(token).slice(1);
  return {
    base: dark ? "vs-dark" : "vs",
    // Monaco’s default colours include green and red, which mean verdicts here.
    inherit: false,
    rules: [
      { token: "", foreground: plain("--text") },
      { token: "key", foreground: plain("--soft") },
      { token: "text", foreground: plain("--accent") },
      { token: "wildcard", foreground: plain("--text"), fontStyle: "bold" },
      { token: "variable", foreground: plain("--text"), fontStyle: "italic" },
      { token: "number", foreground: plain("--text") },
      { token: "delimiter", foreground: plain("--muted") },
      // Tokens of the languages of exports.
      { token: "comment", foreground: plain("--muted"), fontStyle: "italic" },
      { token: "keyword", foreground: plain("--soft"), fontStyle: "bold" },
      { token: "type", foreground: plain("--soft") },
      { token: "tag", foreground: plain("--soft") },
      { token: "attribute.name", foreground: plain("--soft") },
      { token: "attribute.value", foreground: plain("--accent") },
      { token: "string", foreground: plain("--accent") },
      { token: "invalid", foreground: plain("--refused") },
    ],
    colors: {
      "editor.background": read("--surface"),
      "editor.foreground": read("--text"),
      "editorLineNumber.foreground": read("--muted"),
      "editorLineNumber.activeForeground": read("--text"),
      "editorCursor.foreground": read("--text"),
      "editor.selectionBackground": read("--selection"),
      "editor.inactiveSelectionBackground": read("--selection"),
      "editor.findMatchBackground": read("--selection"),
      "editor.findMatchHighlightBackground": read("--accent-wash"),
      "editorBracketMatch.background": read("--accent-wash"),
      "editorBracketMatch.border": read("--accent"),
      // Monaco's default bracket colours include green and red, which mean verdicts here.
      "editorBracketHighlight.foreground1": read("--muted"),
      "editorBracketHighlight.foreground2": read("--muted"),
      "editorBracketHighlight.foreground3": read("--muted"),
      "editorBracketHighlight.unexpectedBracket.foreground": read("--refused"),
      "editorIndentGuide.background1": read("--line"),
      "editorIndentGuide.activeBackground1": read("--line"),
      "editorGutter.background": read("--surface"),
      "editorGutter.foldingControlForeground": read("--muted"),
      "editorError.foreground": read("--refused"),
      "editorWarning.foreground": read("--refused"),
      "editorInfo.foreground": read("--caution"),
      "editorHint.foreground": read("--muted"),
      "editorOverviewRuler.errorForeground": read("--refused"),
      "editorOverviewRuler.warningForeground": read("--refused"),
      "editorOverviewRuler.infoForeground": read("--caution"),
      "editorLightBulb.foreground": read("--caution"),
      "editorLightBulbAutoFix.foreground": read("--accent"),
      "editorSuggestWidget.background": read("--raised"),
      "editorSuggestWidget.foreground": read("--text"),
      "editorSuggestWidget.border": read("--line"),
      "editorSuggestWidget.selectedBackground": read("--accent-wash"),
      "editorSuggestWidget.selectedForeground": read("--text"),
      "editorSuggestWidget.highlightForeground": read("--accent"),
      "editorSuggestWidget.focusHighlightForeground": read("--accent"),
      "editorActionList.background": read("--raised"),
      "editorActionList.foreground": read("--text"),
      "editorActionList.focusBackground": read("--accent-wash"),
      "editorActionList.focusForeground": read("--text"),
      "textLink.foreground": read("--accent"),
      "textLink.activeForeground": read("--accent"),
      "textCodeBlock.background": read("--sunken"),
      "editorWidget.background": read("--raised"),
      "editorWidget.foreground": read("--text"),
      "editorWidget.border": read("--line"),
      "editorHoverWidget.background": read("--raised"),
      "editorHoverWidget.foreground": read("--text"),
      "editorHoverWidget.border": read("--line"),
      "input.background": read("--surface"),
      "input.foreground": read("--text"),
      "input.border": read("--edge"),
      "input.placeholderForeground": read("--muted"),
      "inputOption.activeBackground": read("--accent-wash"),
      "inputOption.activeBorder": read("--accent"),
      "inputOption.activeForeground": read("--text"),
      "menu.background": read("--raised"),
      "menu.foreground": read("--text"),
      "menu.selectionBackground": read("--accent-wash"),
      "menu.selectionForeground": read("--text"),
      "menu.separatorBackground": read("--line"),
      focusBorder: read("--accent"),
      "diffEditor.insertedTextBackground": `${read("--accent")}33`,
      "diffEditor.insertedLineBackground": `${read("--accent")}14`,
      "diffEditor.removedTextBackground": `${read("--muted")}44`,
      "diffEditor.removedLineBackground": `${read("--muted")}1a`,
      "diffEditor.diagonalFill": read("--line"),
      "diffEditor.border": read("--line"),
      "scrollbarSlider.background": `${read("--edge")}66`,
      "scrollbarSlider.hoverBackground": `${read("--edge")}99`,
      "scrollbarSlider.activeBackground": `${read("--edge")}cc`,
      "widget.shadow": "#00000033",
    },
  };
}

/**
 * The six-digit colours of tokens for Monaco; the browser resolves functions like light-dark(). All are read together,
 * so that the browser computes styles once.
 */
function coloursOf(tokens: readonly string[]): ReadonlyMap<string, string> {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const probes = document.createElement("div");
  probes.hidden = true;
  for (const token of tokens) {
    const probe = document.createElement("span");
    probe.style.color = `var(${token})`;
    probes.append(probe);
  }
  document.body.append(probes);
  const colours = [...probes.children].map((probe) => getComputedStyle(probe).color);
  probes.remove();
  if (!context) return new Map();
  return new Map(tokens.map((token, at) => [token, sixDigits(context, colours[at] ?? "")]));
}

function sixDigits(context: CanvasRenderingContext2D, colour: string): string {
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

function luminance(color: string): number {
  const part = (at: number) => Number.parseInt(color.slice(at, at + 2), 16) / 255;
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}
