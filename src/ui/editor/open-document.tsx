import { useEffect, useMemo, useState } from "react";
import { maximumDocumentLength } from "#policy";
import type { Scenario } from "#scenario";
import { type Notice, textsOf, type WorkDocument } from "#state";
import { useCursorHighlight, usePointedStatements } from "../map/use-cursor-highlight.ts";
import { lazyPart } from "../parts/lazy-part.tsx";
import { repairsIn } from "../repair/repairs-in.ts";
import { useRepairs } from "../repair/use-repairs.ts";
import { useKeyhole, useKeyholeStore } from "../store.tsx";
import { ConflictPanel } from "./conflict-panel.tsx";
import { DocumentHeader } from "./document-header.tsx";
import { panelId } from "./document-tab.tsx";
import { EditorFrame } from "./editor-frame.tsx";
import type { Surroundings } from "./language/index.ts";
import { ReasonPanel } from "./reason-panel.tsx";
import { type StatementHere, statementAt, statementsIn } from "./statements.ts";
import { SyntaxLine } from "./syntax-line.tsx";
import type { EditorControls } from "./text-editor-props.ts";
import { useDocumentFindings } from "./use-document-findings.ts";
import { titleOf } from "./words.ts";

const LayerHeader = lazyPart("The header of the policy", () =>
  import("../layers/layer-header.tsx").then((module) => module.LayerHeader),
);

/** The open document: header, conflicts, editor, findings, and the reason for each statement. */
export function OpenDocument({ document }: { readonly document: WorkDocument }) {
  const { generated, text, problems } = document;
  const documents = useKeyhole(textsOf);
  const comparing = useKeyhole((state) => state.view.compare);
  const edit = useKeyhole((state) => state.edit);
  const undo = useKeyhole((state) => state.undo);
  const redo = useKeyhole((state) => state.redo);
  const store = useKeyholeStore();
  const onTooLong = (length: number) => store.setState({ notice: pasteRefused(length) });
  const [cursor, setCursor] = useState(0);
  const [controls, setControls] = useState<EditorControls | null>(null);
  const documentIds = useMemo(() => documents.map((each) => each.generated.id), [documents]);
  const statements = useMemo(() => statementsIn(text, generated), [text, generated]);
  const statement = statementAt(statements, cursor);
  const { findings, current, fixAll, ignore } = useDocumentFindings(document, cursor);
  const found = useRepairs();
  const repairs = useMemo(
    () => repairsIn(found, generated.id, statements, text),
    [found, generated.id, statements, text],
  );
  const scenario = useKeyhole((state) => state.scenario);
  const around = useMemo(() => surroundingsOf(generated, scenario), [generated, scenario]);
  const title = document.layer?.title ?? titleOf(generated);
  useReveal(generated.id, statements, controls);
  useCursorHighlight(generated.id, text, statement?.number ?? 0);
  const pointed = usePointedStatements(generated.id, text);
  const lit = useMemo(() => pointed.flatMap((at) => statements[at] ?? []), [pointed, statements]);
  return (
    <section
      role="tabpanel"
      id={panelId}
      aria-label={title}
      className="grid min-w-0 grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_minmax(12rem,1fr)_auto_auto]"
    >
      {document.layer ? (
        <LayerHeader layer={document.layer} account={generated.account} />
      ) : (
        <DocumentHeader document={document} onFormat={controls?.format} />
      )}
      <ConflictPanel document={document} onResolved={() => controls?.goTo(cursor)} />
      <div className="relative row-start-3">
        <div className="absolute inset-0">
          <EditorFrame
            document={{ id: generated.id, text }}
            documentIds={documentIds}
            label={`${title}, text`}
            problems={problems}
            findings={findings}
            repairs={repairs}
            current={current}
            around={around}
            cursor={cursor}
            statement={statement}
            lit={lit}
            compareWith={comparing && !document.layer ? generated.text : undefined}
            onEdit={edit}
            onUndo={undo}
            onRedo={redo}
            onTooLong={onTooLong}
            onCursor={setCursor}
            onFixAll={fixAll}
            onIgnore={ignore}
            onReady={setControls}
          />
        </div>
      </div>
      <SyntaxLine
        text={text}
        problems={problems}
        findings={findings}
        cursor={cursor}
        onGoTo={controls?.goTo}
      />
      {!document.layer && (
        <ReasonPanel
          statements={statements}
          statement={statement}
          documentId={generated.id}
          readable={problems.length === 0}
          onLook={controls?.look}
        />
      )}
    </section>
  );
}

function pasteRefused(length: number): Notice {
  const number = (value: number) => value.toLocaleString("en-US");
  return {
    tone: "problem",
    title: "The pasted text is too long",
    text: `The document would have ${number(length)} characters, and no AWS policy has more than ${number(maximumDocumentLength)}. Keyhole did not change the document. To import policies from a long text, use “Import your policies”.`,
  };
}

function surroundingsOf(
  { kind, account, region }: WorkDocument["generated"],
  scenario: Scenario,
): Surroundings {
  return { kind, account, scenario, ...(region === undefined ? {} : { region }) };
}

/** Shows the place that another part of the page requested, once the editor has the document. */
function useReveal(
  documentId: string,
  statements: readonly StatementHere[],
  controls: EditorControls | null,
): void {
  const reveal = useKeyhole((state) => state.reveal);
  const placeShown = useKeyhole((state) => state.placeShown);
  useEffect(() => {
    if (!reveal || !controls || reveal.documentId !== documentId) return;
    const range = "start" in reveal.at ? reveal.at : statements[reveal.at.statement];
    controls.show(range?.start ?? 0, range?.end ?? 0);
    placeShown();
  }, [reveal, controls, documentId, statements, placeShown]);
}
