import { Copy } from "lucide-react";
import { useState } from "react";
import type { Watch } from "#evidence";
import { useCopy } from "../editor/use-copy.ts";
import { IconButton } from "../parts/button.tsx";
import { Segments } from "../parts/segments.tsx";

const forms = [
  { value: "pattern", label: "EventBridge" },
  { value: "lake", label: "CloudTrail Lake" },
  { value: "athena", label: "Athena" },
] as const;
type Form = (typeof forms)[number]["value"];

const help: Readonly<Record<Form, string>> = {
  pattern: "The event pattern of a rule on the default event bus.",
  lake: "Put the id of your event data store for EVENT_DATA_STORE_ID.",
  athena: "The table is that of the Athena User Guide, cloudtrail_logs.",
};

/** The pattern and the queries of one watch, one at a time, to copy. */
export function WatchTexts({ watch }: { readonly watch: Watch }) {
  const [form, setForm] = useState<Form>("pattern");
  const { said, refused, copy } = useCopy();
  const text = textOf(watch, form);
  return (
    <div className="stack mt-1 gap-1.5">
      <Segments label="As" choices={forms} value={form} onChoose={setForm} help={help[form]} />
      <div className="flex items-start rounded-sm bg-sunken py-1 pr-1 pl-2">
        <pre className="max-h-72 min-w-0 flex-1 overflow-y-auto whitespace-pre-wrap py-1 text-xs [overflow-wrap:anywhere]">
          {text}
        </pre>
        <IconButton
          label={`Copy: ${watch.name}`}
          icon={Copy}
          onClick={() => void copy(text, "the text")}
        />
      </div>
      {said && (
        <p role="status" className={`text-xs ${refused ? "text-refused" : "text-muted"}`}>
          {said}
        </p>
      )}
    </div>
  );
}

function textOf(watch: Watch, form: Form): string {
  if (form === "pattern") return JSON.stringify(watch.pattern, null, 2);
  return form === "lake" ? watch.lakeQuery : watch.athenaQuery;
}
