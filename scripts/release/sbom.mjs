// @ts-check
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { house } from "../steps.mjs";

/**
 * What Keyhole is built of, as CycloneDX JSON by npm. The time and the serial number, which npm takes from the clock and
 * from chance, are the commit's.
 * @param {{ readonly id: string, readonly time: string }} commit
 * @returns {string}
 */
export function sbom({ id, time }) {
  const text = execFileSync(
    "npm",
    ["sbom", "--sbom-format=cyclonedx", "--package-lock-only", "--omit=dev"],
    {
      cwd: house,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
      shell: process.platform === "win32",
    },
  );
  const bill = JSON.parse(text);
  // npm names the folder.
  bill.metadata.component.name = "keyhole";
  bill.serialNumber = `urn:uuid:${uuidOf(id)}`;
  bill.metadata.timestamp = new Date(time).toISOString();
  return `${JSON.stringify(bill, null, 2)}\n`;
}

/**
 * A UUID of version 8 from a text. Source: RFC 9562, section 5.8.
 * @param {string} text
 */
function uuidOf(text) {
  const digest = createHash("sha256").update(`keyhole ${text}`).digest("hex");
  const variant = ((Number.parseInt(digest[16] ?? "0", 16) & 3) | 8).toString(16);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join("-");
}
