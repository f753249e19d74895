import { X } from "lucide-react";
import type { ReactNode } from "react";

interface TokenListProps {
  readonly label: string;
  readonly tokens: readonly string[];
  readonly show: (token: string) => ReactNode;
  readonly onRemove: (token: string) => void;
}

/** A list of added answers, each with a button to remove it. */
export function TokenList({ label, tokens, show, onRemove }: TokenListProps) {
  if (tokens.length === 0) return null;
  return (
    <ul aria-label={label} className="flex flex-wrap gap-x-2 gap-y-1">
      {tokens.map((token) => (
        <li key={token} className="flex min-w-0 items-center">
          {show(token)}
          <button
            type="button"
            aria-label={`Remove ${token}`}
            data-tip={`Remove ${token}`}
            onClick={() => onRemove(token)}
            className="grid size-6 place-items-center rounded-sm text-muted hover:bg-sunken hover:text-text"
          >
            <X aria-hidden size={13} />
          </button>
        </li>
      ))}
    </ul>
  );
}
