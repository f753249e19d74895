import type { ImportedKey } from "../imported.ts";

/** The key whose id is part of a file's name. Users often name the output of `get-key-policy` after the key. */
export function keyNamedIn(name: string | undefined): { readonly key?: ImportedKey } {
  const id = /(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/.exec(
    name?.slice(0, 500) ?? "",
  )?.[0];
  return id === undefined ? {} : { key: { id } };
}
