import { useEffect, useLayoutEffect, useRef } from "react";
import type { Finding, TextEdit } from "#engine";
import { rulePage } from "../../findings/rule-link.tsx";
import { plainWords } from "../../parts/plain-words.ts";
import type { TextEditorProps } from "../text-editor-props.ts";
import { type CodeEditor, monaco } from "./kit.ts";
import { modelOf } from "./models.ts";
import { rangeOf } from "./places.ts";

type Model = monaco.editor.ITextModel;
type CodeAction = monaco.languages.CodeAction;

/** Offers quick fixes for the findings at the cursor, by Ctrl+. or the light bulb. */
export function useFindingActions(editor: CodeEditor | null, props: TextEditorProps): void {
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    if (!editor) return;
    const registered = [
      monaco.languages.registerCodeActionProvider("json", {
        provideCodeActions: (model, range) => ({
          actions: actionsAt(model, range, latest.current),
          dispose: () => {},
        }),
      }),
      monaco.editor.registerCommand(fixAll, (_, rule) => latest.current.onFixAll(String(rule))),
      monaco.editor.registerCommand(ignore, (_, rule) => latest.current.onIgnore(String(rule))),
      monaco.editor.registerCommand(about, (_, rule) => {
        location.hash = rulePage(String(rule));
      }),
      monaco.editor.registerLinkOpener({
        open: ({ fragment }) => {
          const isRule = fragment.startsWith("rule/");
          if (isRule) location.hash = fragment;
          return isRule;
        },
      }),
    ];
    return () => {
      for (const each of registered) each.dispose();
    };
  }, [editor]);
}

const fixAll = "keyhole.fixAll";
const ignore = "keyhole.ignoreRule";
const about = "keyhole.aboutRule";

function actionsAt(model: Model, range: monaco.Range, props: TextEditorProps): CodeAction[] {
  const { document, findings, current, repairs } = props;
  if (model !== modelOf(document.id, document.text)) return [];
  // The store may not have the last keystroke yet.
  if (model.getValue() !== document.text) return [];
  const isHere = (place: { readonly start: number; readonly end: number }) =>
    monaco.Range.areIntersectingOrTouching(range, rangeOf(model, place));
  if (!current) return [];
  const offered = repairs.filter(({ statement }) => isHere(statement));
  const repaired = offered.map(({ title, edits }) => quickFix(model, `Repair: ${title}`, edits));
  const here = findings.filter(isHere);
  const rules = new Map(here.map((finding) => [finding.rule, finding]));
  return [
    ...repaired,
    ...here.flatMap((finding) => fixOf(model, finding)),
    ...[...rules.keys()].flatMap((rule) => fixAllOf(rule, findings)),
    ...[...rules.keys()].map((rule) => command(`About ${rule}`, about, rule)),
    // Last, so that it is never preselected.
    ...[...rules.keys()].map((rule) => command(`Ignore ${rule} in this document`, ignore, rule)),
  ];
}

function fixOf(model: Model, { rule, message, fix }: Finding): CodeAction[] {
  if (!fix) return [];
  return [
    {
      ...quickFix(model, `Fix: ${fix.label}`, fix.edits),
      diagnostics: monaco.editor
        .getModelMarkers({ owner: "keyhole-findings", resource: model.uri })
        .filter(
          (marker) => marker.message.endsWith(plainWords(message)) && ruleOf(marker) === rule,
        ),
    },
  ];
}

function quickFix(model: Model, title: string, edits: readonly TextEdit[]): CodeAction {
  return {
    title: plainWords(title),
    kind: "quickfix",
    isPreferred: true,
    edit: {
      edits: edits.map((edit) => ({
        resource: model.uri,
        versionId: model.getVersionId(),
        textEdit: { range: rangeOf(model, edit), text: edit.text },
      })),
    },
  };
}

const ruleOf = ({ code }: monaco.editor.IMarker) => (typeof code === "object" ? code.value : code);

function fixAllOf(rule: string, findings: readonly Finding[]): CodeAction[] {
  const fixable = findings.filter((finding) => finding.rule === rule && finding.fix).length;
  return fixable > 1 ? [command(`Fix all ${fixable} of ${rule}`, fixAll, rule)] : [];
}

function command(title: string, id: string, rule: string): CodeAction {
  return { title, kind: "quickfix", command: { id, title, arguments: [rule] } };
}
