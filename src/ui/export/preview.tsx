import { type ComponentType, useEffect, useState } from "react";
import type { ExportedFile } from "#export";
import type { TextPreviewProps } from "../editor/monaco/text-preview.tsx";
import { PlainText } from "../editor/plain-text.tsx";
import { languageOf } from "./languages.ts";

/** The preview shows no more than this; the file has the whole text. */
const mostCharacters = 400_000;
/** The plain text is shorter: each of its lines is an element of the page. */
const mostPlain = 20_000;

/** A file's text, read-only. It is plain until the editor is loaded, or if the editor cannot load. */
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
          {file.text.length.toLocaleString("en-US")} characters. Copy and download contain the whole
          text.
        </p>
      )}
    </div>
  );
}

let loaded: ComponentType<TextPreviewProps> | null = null;

/** Loads the preview's code when a file is first previewed. */
function usePreviewCode(): ComponentType<TextPreviewProps> | null {
  const [code, setCode] = useState(() => loaded);
  useEffect(() => {
    if (loaded) return;
    let isMounted = true;
    Promise.all([
      import("../editor/monaco/text-preview.tsx"),
      import("../editor/monaco/index.ts").then(({ fontLoaded }) => fontLoaded),
    ]).then(
      ([{ TextPreview }]) => {
        loaded = TextPreview;
        if (isMounted) setCode(() => TextPreview);
      },
      // The plain text is a preview too.
      () => undefined,
    );
    return () => {
      isMounted = false;
    };
  }, []);
  return code;
}
