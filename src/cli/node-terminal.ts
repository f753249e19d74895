import { createReadStream, rmSync } from "node:fs";
import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { CouldNotBeDone, type Terminal } from "./terminal.ts";

/** Larger files are refused: no policy, plan or saved work is as large. */
const maximumFileBytes = 64 * 1_048_576;
const mostFiles = 5_000;
const skippedFolders = new Set(["node_modules", "dist", "build"]);

/** The terminal that the process was started in. */
export function nodeTerminal(): Terminal {
  return {
    readFile: async (path) => {
      const found = await stat(path).catch(() => undefined);
      if (!found?.isFile()) throw new CouldNotBeDone(`There is no file ${path}.`);
      if (found.size > maximumFileBytes)
        throw new CouldNotBeDone(`${path} is larger than ${maximumFileBytes / 1_048_576} MiB.`);
      return readFile(path, "utf8").catch(() => {
        throw new CouldNotBeDone(`${path} cannot be read.`);
      });
    },
    filesBelow: async (folder) => {
      const files = await listFiles(folder, []);
      return files.sort();
    },
    kindOf: async (path) => {
      const found = await stat(path).catch(() => undefined);
      return found?.isFile() ? "file" : found?.isDirectory() ? "folder" : "nothing";
    },
    writeFile: async (path, text) => {
      try {
        await mkdir(dirname(path), { recursive: true });
        await writeWhole(path, text);
      } catch (error) {
        throw new CouldNotBeDone(`${path} cannot be written: ${messageOf(error)}`);
      }
    },
    readInput: async () => {
      const stream = process.stdin.isTTY ? createReadStream("/dev/stdin") : process.stdin;
      const pieces: Uint8Array[] = [];
      let size = 0;
      for await (const piece of stream) {
        pieces.push(piece);
        size += piece.length;
        if (size > maximumFileBytes) throw new CouldNotBeDone("Standard input is too large.");
      }
      return new TextDecoder().decode(Buffer.concat(pieces));
    },
    out: (text) => void process.stdout.write(text),
    say: (text) => void process.stderr.write(text),
    colours: process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb",
    isInteractive: process.stderr.isTTY === true,
    now: () => performance.now(),
    moment: () => new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    today: () => new Date().toISOString().slice(0, 10),
  };
}

/**
 * Writes a file beside its place and moves it there. If the program is interrupted meanwhile, the unfinished file is removed;
 * otherwise Node ends the program at once by itself.
 */
async function writeWhole(path: string, text: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  // A device or a pipe cannot be replaced.
  if (found && !found.isFile()) return writeFile(path, text);
  const unfinished = `${path}.${process.pid}.unfinished`;
  const interrupted = () => {
    rmSync(unfinished, { force: true });
    process.exit(interruptedCode);
  };
  process.once("SIGINT", interrupted);
  try {
    await writeFile(unfinished, text);
    await rename(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  } finally {
    process.off("SIGINT", interrupted);
  }
}

/** What a shell says of a program that was interrupted: 128 and the number of SIGINT. */
const interruptedCode = 130;

async function listFiles(folder: string, found: string[]): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new CouldNotBeDone(`The folder ${folder} cannot be read.`);
  });
  for (const entry of entries) {
    if (entry.name.startsWith(".") || skippedFolders.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await listFiles(path, found);
    else if (entry.isFile()) found.push(path);
    if (found.length > mostFiles)
      throw new CouldNotBeDone(
        `${folder} has more than ${mostFiles} files: name the ones to read.`,
      );
  }
  return found;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
