import { useEffect, useState } from "react";

/** Copies text to the clipboard; `said` is the message to show for some seconds. */
export function useCopy(): {
  readonly said: string;
  readonly refused: boolean;
  readonly copy: (text: string, what: string) => Promise<void>;
} {
  const [said, setSaid] = useState("");
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    if (said === "") return;
    const timer = setTimeout(() => setSaid(""), refused ? 8_000 : 2_500);
    return () => clearTimeout(timer);
  }, [said, refused]);
  const copy = async (text: string, what: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setRefused(false);
      setSaid(`Copied ${what}`);
    } catch {
      setRefused(true);
      setSaid("The browser blocked the clipboard. Select the text and press Ctrl+C.");
    }
  };
  return { said, refused, copy };
}
