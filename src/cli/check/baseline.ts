import { CouldNotBeDone, type Terminal } from "../terminal.ts";

/**
 * The fingerprints in a file that an earlier `--format json` wrote. Rejects with `CouldNotBeDone` if the file is something
 * else.
 */
export async function readBaseline(
  path: string | undefined,
  terminal: Terminal,
): Promise<ReadonlySet<string>> {
  if (path === undefined) return new Set();
  const foreign = new CouldNotBeDone(
    `${path} is no baseline. “keyhole check --format json > ${path}” writes one.`,
  );
  let content: unknown;
  try {
    content = JSON.parse(await terminal.readFile(path));
  } catch (error) {
    throw error instanceof CouldNotBeDone ? error : foreign;
  }
  const { findings } = isRecord(content) ? content : {};
  if (!Array.isArray(findings)) throw foreign;
  return new Set(
    findings.flatMap((one) =>
      isRecord(one) && typeof one.fingerprint === "string" ? [one.fingerprint] : [],
    ),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
