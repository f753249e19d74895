import { Copy } from "lucide-react";
import { useCopy } from "../editor/use-copy.ts";
import { IconButton } from "../parts/button.tsx";

interface CommandsProps {
  /** “First, back it up”. */
  readonly title: string;
  /** The title of the card. */
  readonly about: string;
  readonly lines: readonly string[];
}

/** Commands of a card, to copy. */
export function Commands({ title, about, lines }: CommandsProps) {
  const { said, refused, copy } = useCopy();
  return (
    <div className="stack gap-1">
      <h4 className="font-medium text-soft text-xs">
        {title}
        {said && (
          <span role="status" className={refused ? "ml-2 text-refused" : "ml-2 text-muted"}>
            {said}
          </span>
        )}
      </h4>
      <div className="flex items-start rounded-sm bg-sunken py-1 pr-1 pl-2">
        <pre className="min-w-0 flex-1 whitespace-pre-wrap py-1 text-xs [overflow-wrap:anywhere]">
          {lines.join("\n")}
        </pre>
        <IconButton
          label={`Copy: ${about}, ${title.toLowerCase()}`}
          icon={Copy}
          onClick={() => void copy(lines.join("\n"), "the commands")}
        />
      </div>
    </div>
  );
}
