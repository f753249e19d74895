import {
  CircleAlert,
  FileCheck,
  FileWarning,
  Info,
  RotateCw,
  TriangleAlert,
  X,
} from "lucide-react";
import type { RefObject } from "react";
import type { ImportProblem } from "#import";
import { Button, IconButton } from "../parts/button.tsx";
import { LongList } from "../verdict/long-list.tsx";
import { importStore } from "./import-store.ts";
import { OpenElsewhere } from "./open-elsewhere.tsx";
import { OpenLink } from "./open-link.tsx";
import type { ImportedText } from "./read-input.ts";
import { useImportText } from "./use-checker-call.ts";

interface ImportedTextsProps {
  readonly texts: readonly ImportedText[];
  readonly reading: number;
  /** Gets the focus after the last text is removed. */
  readonly box: RefObject<HTMLElement | null>;
  readonly onOpened: () => void;
}

/** The format of each text, and what Keyhole could not read in it. */
export function ImportedTexts({ texts, reading, box, onOpened }: ImportedTextsProps) {
  const importText = useImportText();
  if (texts.length === 0 && reading === 0) return null;
  return (
    <section aria-label="Imported texts">
      <ul className="stack divide-y divide-line rounded-md border border-line">
        {texts.map((text) => (
          <li key={text.id} className="stack gap-1 px-2.5 py-2">
            <Head
              text={text}
              onRemove={(item) => {
                const neighbour = item?.nextElementSibling ?? item?.previousElementSibling;
                (neighbour?.querySelector("button") ?? box.current)?.focus();
                importStore.getState().remove(text.id);
              }}
            />
            <Problems problems={text.imported.problems} />
            {text.failed && (
              <Button
                icon={RotateCw}
                className="ml-6 justify-self-start"
                onClick={() => void importStore.getState().readAgain(text.id, importText)}
              >
                Try again
                <span className="sr-only"> to read {text.name}</span>
              </Button>
            )}
            {text.imported.fragment !== undefined && (
              <OpenLink fragment={text.imported.fragment} onOpened={onOpened} />
            )}
            {text.text !== undefined && <OpenElsewhere text={text} onOpened={onOpened} />}
          </li>
        ))}
        {reading > 0 && <li className="px-2.5 py-2 text-muted text-sm">Reading…</li>}
      </ul>
    </section>
  );
}

interface HeadProps {
  readonly text: ImportedText;
  /** Called with the list item that contains the button. */
  readonly onRemove: (item: Element | null) => void;
}

function Head({ text: { name, imported, text }, onRemove }: HeadProps) {
  const { policies, recognised, fragment } = imported;
  const isElsewhere = fragment !== undefined || text !== undefined;
  const found = policies.length + (imported.layers?.length ?? 0) > 0 || isElsewhere;
  const Icon = found ? FileCheck : FileWarning;
  return (
    <div className="flex items-start gap-2">
      <Icon
        aria-hidden
        size={15}
        className={`mt-0.5 shrink-0 ${found ? "text-done" : "text-refused"}`}
      />
      <p className="min-w-0 flex-1 break-words text-sm">
        <span className="font-medium">{recognised}</span>
        <span className="text-muted">
          {" · "}
          {name}
          {!isElsewhere && ` · ${counted(policies.length + (imported.layers?.length ?? 0))}`}
        </span>
      </p>
      <IconButton
        label={`Remove ${name}`}
        icon={X}
        className="-my-1 -mr-1"
        onClick={({ currentTarget }) => onRemove(currentTarget.closest("li"))}
      />
    </div>
  );
}

function counted(policies: number): string {
  return policies === 1 ? "1 policy" : `${policies} policies`;
}

const looks = {
  error: { icon: CircleAlert, color: "text-refused", word: "Error: " },
  warning: { icon: TriangleAlert, color: "text-caution", word: "Warning: " },
  note: { icon: Info, color: "text-muted", word: "" },
} as const;

function Problems({ problems }: { readonly problems: readonly ImportProblem[] }) {
  if (problems.length === 0) return null;
  // Numbered, because two messages can be equal.
  const numbered = problems.map((problem, index) => ({ problem, index }));
  return (
    <div className="pl-6">
      <LongList items={numbered} most={5} noun="messages" className="stack gap-1">
        {({ problem: { severity, message, place }, index }) => {
          const { icon: Icon, color, word } = looks[severity];
          return (
            <li key={index} className={`flex items-start gap-1.5 text-xs ${color}`}>
              <Icon aria-hidden size={13} className="mt-px shrink-0" />
              <span className="min-w-0 break-words">
                <span className="sr-only">{word}</span>
                {place && <span className="font-mono">{place}: </span>}
                {message}
              </span>
            </li>
          );
        }}
      </LongList>
    </div>
  );
}
