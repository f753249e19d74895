import type { Imported } from "./imported.ts";

export function importText(_text: string, _name?: string): Imported {
  return {
    recognised: "Nothing that Keyhole reads",
    format: "unknown",
    policies: [],
    problems: [{ severity: "error", message: "Nothing is read yet." }],
  };
}
