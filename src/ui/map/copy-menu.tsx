import { Copy, Download } from "lucide-react";
import { memo, useEffect, useState } from "react";
import { type Scene, sceneToMermaid, sceneToSvg } from "#map";
import { hasExampleValues } from "#scenario";
import { save } from "../editor/download.ts";
import { Button } from "../parts/button.tsx";
import { MenuButton } from "../parts/menu-button.tsx";
import { useKeyhole } from "../store.tsx";
import { pngOf } from "./map-png.ts";

/** The map as a file of one format. */
interface MapFile {
  readonly name: string;
  readonly blob: Blob;
}

type Copied =
  | { readonly is: "copied"; readonly format: string }
  | { readonly is: "refused"; readonly file: MapFile }
  | { readonly is: "failed" };

/** Copies the map as a picture or as a text. Where the browser refuses the clipboard, the file is offered. */
export const CopyMenu = memo(function CopyMenu({ scene }: { readonly scene: Scene }) {
  const scenario = useKeyhole((state) => state.scenario);
  const [copied, setCopied] = useState<Copied | null>(null);
  const svg = () =>
    sceneToSvg(scene, {
      theme: "light",
      accounts: [scenario.platform.account, ...scenario.targets.map(({ account }) => account)],
      background: true,
      example: hasExampleValues(scenario),
    });
  useEffect(() => {
    if (copied?.is !== "copied") return;
    const timer = setTimeout(() => setCopied(null), 2_500);
    return () => clearTimeout(timer);
  }, [copied]);
  const copyText = (format: string, text: string, name: string, type: string) =>
    void copiedAs(
      format,
      { name, blob: new Blob([text], { type }) },
      async () => await navigator.clipboard.writeText(text),
    ).then(setCopied);
  return (
    <>
      <CopiedNote copied={copied} onSaved={() => setCopied(null)} />
      <MenuButton
        label="Copy as…"
        icon={Copy}
        showsLabel
        items={[
          {
            label: "Copy as SVG",
            run: () => copyText("SVG", svg(), "keyhole-map.svg", "image/svg+xml"),
          },
          { label: "Copy as PNG", run: () => void copyPng(svg()).then(setCopied) },
          {
            label: "Copy as Mermaid",
            run: () => copyText("Mermaid", sceneToMermaid(scene), "keyhole-map.mmd", "text/plain"),
          },
        ]}
      />
    </>
  );
});

async function copyPng(svg: string): Promise<Copied> {
  const blob = await pngOf(svg).catch(() => null);
  if (!blob) return { is: "failed" };
  return copiedAs(
    "PNG",
    { name: "keyhole-map.png", blob },
    async () => await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]),
  );
}

/** Writes to the clipboard, which a browser may refuse, or not have at all. */
async function copiedAs(
  format: string,
  file: MapFile,
  write: () => Promise<void>,
): Promise<Copied> {
  try {
    await write();
    return { is: "copied", format };
  } catch {
    return { is: "refused", file };
  }
}

interface CopiedNoteProps {
  readonly copied: Copied | null;
  readonly onSaved: () => void;
}

function CopiedNote({ copied, onSaved }: CopiedNoteProps) {
  const refused = copied?.is === "refused" ? copied.file : null;
  return (
    <>
      <span
        role="status"
        className={`text-xs empty:hidden ${copied?.is === "failed" ? "text-refused" : "text-muted"}`}
      >
        {copied?.is === "copied" && `Copied the map as ${copied.format}`}
        {refused && "The browser blocked the clipboard."}
        {copied?.is === "failed" && "The browser could not make the picture."}
      </span>
      {refused && (
        <Button
          icon={Download}
          onClick={() => {
            save(refused.blob, refused.name);
            onSaved();
          }}
        >
          Save {refused.name}
        </Button>
      )}
    </>
  );
}
