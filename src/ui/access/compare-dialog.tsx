import { useCallback, useId, useState } from "react";
import { createGrantAnswers, isLarge } from "#scenario";
import type { Checker } from "#worker";
import type { ImportInput } from "../import/import-view.ts";
import { useImportText } from "../import/use-checker-call.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Notice } from "../parts/notice.tsx";
import { FilesButton, PasteArea } from "../parts/paste-area.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { useSubject } from "../verdict/use-subject.ts";
import { createGrantLabels } from "../wizard/create-grant-section.tsx";
import { ComparedTexts } from "./compared-texts.tsx";
import { type OtherSide, otherAnswer, readOtherSide } from "./other-side.ts";

/** Compares the documents with other work or other policies: what is newly allowed here, and what no longer. */
export function CompareDialog({ onClose }: { readonly onClose: () => void }) {
  const id = useId();
  const subject = useSubject();
  const importText = useImportText();
  const [text, setText] = useState("");
  const [other, setOther] = useState<OtherSide | "reading" | null>(null);
  // A comparison must not show the result of the one before.
  const [turn, setTurn] = useState(0);
  const show = (next: OtherSide | "reading") => {
    setOther(next);
    setTurn((before) => before + 1);
  };
  const read = (input: ImportInput | undefined) => {
    if (!input || ("text" in input && input.text.trim() === "")) return;
    show("reading");
    void readOtherSide(input, subject, importText).then(show);
  };
  const readText = (pasted: string) => read({ name: "the pasted text", text: pasted });
  return (
    <Dialog
      title="Compare with …"
      description="What your documents allow and the other ones do not, over all requests. Your work does not change."
      width={720}
      onClose={onClose}
    >
      <div className="stack gap-4">
        <div className="stack gap-1.5">
          <label htmlFor={id} className="font-medium text-soft text-sm">
            A Keyhole link, a Keyhole file, or policies
          </label>
          <PasteArea
            id={id}
            rows={3}
            text={text}
            placeholder="https://…/#1.…, or JSON"
            describedBy={`${id}-help`}
            onText={setText}
            onPasted={readText}
            className="w-full py-1.5"
          />
          <div className="flex flex-wrap items-center gap-2">
            <Button tone="primary" disabled={text.trim() === ""} onClick={() => readText(text)}>
              Compare
            </Button>
            <FilesButton label="File to compare with" onFiles={([file]) => read(file)} />
            <p id={`${id}-help`} className="text-muted text-xs">
              Policies are compared with the documents of the same role or key.
            </p>
          </div>
        </div>
        {!isLarge(subject.scenario) && (
          <fieldset className="flex flex-wrap items-center gap-2">
            <legend className="float-left font-medium text-soft text-sm">
              Or with another answer to CreateGrant:
            </legend>
            {createGrantAnswers
              .filter((answer) => answer !== subject.scenario.createGrant)
              .map((answer) => (
                <Button
                  key={answer}
                  onClick={() =>
                    show(otherAnswer(subject.scenario, answer, createGrantLabels[answer]))
                  }
                >
                  {createGrantLabels[answer]}
                </Button>
              ))}
          </fieldset>
        )}
        {other === "reading" && <Skeleton label="Reading" lines={[60, 40]} />}
        {other !== null && other !== "reading" && <Result key={turn} other={other} />}
      </div>
    </Dialog>
  );
}

function Result({ other }: { readonly other: OtherSide }) {
  const subject = useSubject();
  const sides = "sides" in other ? other.sides : undefined;
  const compare = useCallback(
    (checker: Checker) => checker.changes(subject, sides ?? {}),
    [subject, sides],
  );
  if ("problem" in other)
    return (
      <Notice tone="problem" title="Nothing was compared">
        {other.problem}
      </Notice>
    );
  const { title, meaning, sameAs, leftOut } = other;
  return (
    <>
      {leftOut.length > 0 && (
        <Notice tone="info" title="Not compared">
          {leftOut.slice(0, 5).join(", ")}
          {leftOut.length > 5 ? ` and ${leftOut.length - 5} more` : ""}.
        </Notice>
      )}
      <ComparedTexts title={title} compare={compare} sameAs={sameAs}>
        {meaning}
      </ComparedTexts>
    </>
  );
}
