import { gzipSync, strToU8 } from "fflate";
import { bench, describe } from "vitest";
import { runAcquisition } from "#acquisition";
import { generate } from "#generator";
import { presets } from "#scenario";
import { eventsOfRun } from "#testing/cloudtrail-log";
import { createReplay } from "./create-replay.ts";

const scenario = presets.find(({ id }) => id === "vendor-default")?.scenario ?? presets[0].scenario;
const documents = generate(scenario);
const run = eventsOfRun(runAcquisition(scenario, documents));
const hex = (index: number) => index.toString(16).padStart(17, "0");

/** 100,000 events of about 1.5 KB, a thousand volumes and sessions among them: at most 5 s and 500 MB (issue 13). */
const pieces = Array.from({ length: 100 }, (_, piece) => {
  const lines = Array.from({ length: 1_000 }, (_, index) => {
    const number = piece * 1_000 + index;
    const event = JSON.stringify({
      ...run[number % run.length],
      eventID: `event-${number}`,
      requestID: "x".repeat(500),
    });
    return event
      .replaceAll("vol-0123456789abcdef0", `vol-${hex(number % 1_000)}`)
      .replaceAll("/import", `/import-${number % 1_000}`);
  });
  return strToU8(`${lines.join("\n")}\n`);
});
const zipped = pieces.map((piece) => gzipSync(piece));

function replay(files: readonly Uint8Array[], isOneFile: boolean) {
  const running = createReplay(scenario, documents);
  let file = running.file("log");
  for (const [index, bytes] of files.entries()) {
    if (!isOneFile && index > 0) file = running.file(`log ${index}`);
    file.push(bytes, !isOneFile || index === files.length - 1);
  }
  const { counts } = running.result();
  if (counts.passes < 100_000 || counts.stops > 0) throw new Error(JSON.stringify(counts));
  const megabytes = Math.round(process.memoryUsage().rss / 1_000_000);
  if (megabytes > 500 + beside) throw new Error(`${megabytes} MB, ${beside} of them beside it`);
}

// The log itself and the tools are in memory too; a page or program reads it from the disk.
const beside = Math.round(process.memoryUsage().rss / 1_000_000);

describe("a log of 100,000 events", () => {
  bench("150 MB of lines", () => replay(pieces, true), {
    iterations: 2,
    time: 0,
    warmupIterations: 0,
    warmupTime: 0,
  });
  bench("100 files of gzip", () => replay(zipped, false), {
    iterations: 2,
    time: 0,
    warmupIterations: 0,
    warmupTime: 0,
  });
});
