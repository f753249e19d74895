import { readFileSync } from "node:fs";

/** The JSON schema of SARIF 2.1.0 (draft 4 of JSON Schema). */
export function sarifSchema(): Record<string, unknown> {
  const file = new URL("./sarif-2.1.0-rtm.5.json", import.meta.url);
  return JSON.parse(readFileSync(file, "utf8"));
}
