import { Pencil, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { KeptPiece } from "#state";
import { Badge } from "../parts/badge.tsx";
import { Button, IconButton } from "../parts/button.tsx";
import { TextInput } from "../parts/text-input.tsx";

interface PieceRowProps {
  readonly piece: KeptPiece;
  readonly onOpen: () => void;
  readonly onRename: (name: string) => void;
  readonly onRemove: () => void;
}

/** A kept piece of work with its buttons. */
export function PieceRow({ piece, onOpen, onRename, onRemove }: PieceRowProps) {
  const [isRenaming, setIsRenaming] = useState(false);
  const [wasRenaming, setWasRenaming] = useState(false);
  const { name, isCurrent, isOpenElsewhere, isReadable } = piece;
  if (isRenaming)
    return (
      <li className="px-3 py-2.5">
        <NameForm
          piece={piece}
          onName={(next) => {
            setIsRenaming(false);
            setWasRenaming(true);
            if (next !== undefined) onRename(next);
          }}
        />
      </li>
    );
  return (
    <li
      aria-current={isCurrent || undefined}
      className="flex flex-wrap items-center gap-x-3 gap-y-1.5 px-3 py-2.5 aria-current:bg-accent-wash"
    >
      <div className="min-w-0 flex-[1_1_16rem]">
        <p className="flex flex-wrap items-center gap-1.5 font-medium text-sm">
          <span className="min-w-0 break-words">{name}</span>
          {isCurrent && <Badge>on the screen</Badge>}
          {isOpenElsewhere && (
            <Badge tip="Opening it here makes a copy.">open in another tab</Badge>
          )}
        </p>
        <p className="text-muted text-xs">
          {isReadable ? contents(piece) : "Keyhole cannot read this work. You can only delete it."}
        </p>
      </div>
      <div className="flex items-center gap-1">
        {isReadable && !isCurrent && (
          <Button
            aria-label={isOpenElsewhere ? `Open a copy of ${name}` : `Open ${name}`}
            onClick={onOpen}
          >
            {isOpenElsewhere ? "Open a copy" : "Open"}
          </Button>
        )}
        {isReadable && (
          <IconButton
            label={`Rename ${name}`}
            icon={Pencil}
            // The field that had the focus is no longer drawn.
            autoFocus={wasRenaming}
            onClick={() => setIsRenaming(true)}
          />
        )}
        <IconButton
          label={isOpenElsewhere ? `${name} is open in another tab` : `Delete ${name}`}
          icon={Trash2}
          disabled={isOpenElsewhere}
          onClick={onRemove}
        />
      </div>
    </li>
  );
}

interface NameFormProps {
  readonly piece: KeptPiece;
  /** Called with the new name, or with `undefined` if the user cancels. */
  readonly onName: (name: string | undefined) => void;
}

function NameForm({ piece, onName }: NameFormProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onName(String(new FormData(event.currentTarget).get("name") ?? ""));
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap items-center gap-2">
      <div className="min-w-0 flex-[1_1_16rem]">
        <TextInput
          // The user has just asked to type here
          autoFocus
          name="name"
          aria-label={`New name of ${piece.name}`}
          placeholder={piece.name}
          defaultValue={piece.isNamed ? piece.name : ""}
          maxLength={80}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            // Escape ends the renaming and does not close the dialog.
            event.stopPropagation();
            event.preventDefault();
            onName(undefined);
          }}
        />
      </div>
      <Button type="submit" tone="primary">
        Save name
      </Button>
      <Button onClick={() => onName(undefined)}>Cancel</Button>
    </form>
  );
}

const day = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

/** "Changed May 3, 2026, 9:12 AM · 2 accounts · 1 edited document". */
function contents({ changedAt, accounts, editedDocuments }: KeptPiece): string {
  const changed = changedAt > 0 && changedAt < 8.64e15 ? `Changed ${day.format(changedAt)}` : "";
  return [
    changed,
    counted(accounts, "target account"),
    editedDocuments > 0 ? counted(editedDocuments, "edited document") : "",
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

function counted(count: number, word: string): string {
  return `${count.toLocaleString("en-US")} ${word}${count === 1 ? "" : "s"}`;
}
