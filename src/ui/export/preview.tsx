import { type ComponentType, useEffect, useState } from "react";
import type { ExportedFile } from "#export";
import type { TextPreviewProps } from "../editor/monaco/text-preview.tsx";
import { PlainText } from "../editor/plain-text.tsx";
import { languageOf } from "./languages.ts";

/** More is not read on a screen; the file has it all. */
const mostCharacters = 400_000;
/** Before the editor has arrived each line is an element of the page. */
const mostPlain = 20_000;

/** A file's text, read-only; plain until the editor has arrived, or where it cannot. */
export function Preview({ file }: { readonly file: ExportedFile }) {
  const TextPreview = usePreviewCode();
  const label = `Preview of ${file.path}`;
  const text = file.text.slice(0, mostCharacters);
  const plain = <PlainText label={label} text={text.slice(0, mostPlain)} />;
  const cut = file.text.length > mostCharacters;
  return (
    <div className="grid h-full min-h-0 grid-rows-[minmax(0,1fr)_auto]">
      <div className="relative min-h-0">
        <div className="absolute inset-0">
          {TextPreview ? (
            <TextPreview
              text={text}
              language={languageOf(file.path)}
              label={label}
              loading={plain}
            />
          ) : (
            plain
          )}
        </div>
      </div>
      {cut && (
        <p className="border-line border-t px-3 py-1 text-muted text-xs">
          The first {mostCharacters.toLocaleString("en-US")} of{" "}
          {file.text.length.toLocaleString("en-US")} characters. Copy and download have all of it.
        </p>
      )}
    </div>
  );
}

let arrived: ComponentType<TextPreviewProps> | null = null;

/** The code of the preview: fetched when a file is first looked at. */
function usePreviewCode(): ComponentType<TextPreviewProps> | null {
  const [code, setCode] = useState(() => arrived);
  useEffect(() => {
    if (arrived) return;
    let wanted = true;
    Promise.all([
      import("../editor/monaco/text-preview.tsx"),
      import("../editor/monaco/index.ts").then(({ faceArrived }) => faceArrived),
    ]).then(
      ([{ TextPreview }]) => {
        arrived = TextPreview;
        if (wanted) setCode(() => TextPreview);
      },
      // The plain text is a preview too.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, []);
  return code;
}
