/** What a command printed, and what it wrote. */
export interface MemoryTerminal {
  readonly files: Map<string, string>;
  /** What went to standard output. */
  printed: string;
  /** What went to standard error. */
  said: string;
}

/** A terminal in memory for the command: its files by path, and standard input. `fail` makes the error of a missing file. */
export function memoryTerminal(
  files: Readonly<Record<string, string>>,
  fail: (message: string) => Error,
  input = "",
) {
  const memory: MemoryTerminal = { files: new Map(Object.entries(files)), printed: "", said: "" };
  const isBelow = (path: string, folder: string) => folder === "." || path.startsWith(`${folder}/`);
  const paths = () => [...memory.files.keys()].sort();
  return {
    memory,
    terminal: {
      readFile: async (path: string) => {
        const text = memory.files.get(path);
        if (text === undefined) throw fail(`There is no file ${path}.`);
        return text;
      },
      filesBelow: async (folder: string) => paths().filter((path) => isBelow(path, folder)),
      kindOf: async (path: string) => {
        if (memory.files.has(path)) return "file" as const;
        return paths().some((one) => isBelow(one, path)) ? ("folder" as const) : "nothing";
      },
      writeFile: async (path: string, text: string) => void memory.files.set(path, text),
      readInput: async () => input,
      out: (text: string) => {
        memory.printed += text;
      },
      say: (text: string) => {
        memory.said += text;
      },
      colours: false,
      isInteractive: false,
      now: () => 0,
      today: () => "2026-11-28",
      moment: () => "2026-11-28T12:00:00Z",
    },
  };
}
