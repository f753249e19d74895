import { useCallback, useEffect, useState } from "react";
import type { KeptPiece, RemovedPiece } from "#state";
import { useKeyhole } from "../store.tsx";

/** The result of the last command. */
interface Message {
  readonly tone: "info" | "problem";
  readonly text: string;
  /** The deleted work, which the user can restore. */
  readonly removed?: RemovedPiece;
}

/** The list of saved work and its commands. `onOpened` is called after other work is opened. */
export function useYourWork(onOpened: () => void) {
  const kept = useKeyhole((state) => state.kept);
  const [pieces, setPieces] = useState<readonly KeptPiece[] | null>(null);
  const [isRefused, setIsRefused] = useState(false);
  const [message, setMessage] = useState<Message | null>(null);

  const read = useCallback(async () => {
    try {
      if (kept) setPieces(await kept.list());
    } catch {
      setPieces(null);
      setIsRefused(true);
    }
  }, [kept]);

  useEffect(() => {
    void read();
    // Other tabs write to the same storage.
    const readAgain = () => void read();
    addEventListener("storage", readAgain);
    return () => removeEventListener("storage", readAgain);
  }, [read]);

  /** Runs a command and reads the list again; shows `failure` if the command fails. */
  const run = async (command: () => unknown, failure: string) => {
    setMessage(null);
    try {
      await command();
    } catch {
      setMessage({ tone: "problem", text: failure });
    }
    await read();
  };

  return {
    pieces,
    isRefused,
    message,
    open: ({ workId, name }: KeptPiece) =>
      run(async () => {
        await kept?.open(workId);
        onOpened();
      }, `“${name}” cannot be opened.`),
    rename: ({ workId, name }: KeptPiece, newName: string) =>
      run(
        () => kept?.rename(workId, newName),
        `The browser refused to store the name of “${name}”.`,
      ),
    remove: ({ workId, name }: KeptPiece) =>
      run(async () => {
        const removed = await kept?.remove(workId);
        setMessage(
          removed
            ? { tone: "info", text: `“${name}” is deleted.`, removed }
            : { tone: "problem", text: `“${name}” is open in another tab. Close it there first.` },
        );
      }, `“${name}” could not be deleted.`),
    putBack: () => {
      const removed = message?.removed;
      if (removed)
        void run(() => kept?.putBack(removed), `The browser refused to store “${removed.name}”.`);
    },
  };
}
