import type { StoreApi } from "zustand/vanilla";
import { createKeeper, newWorkId } from "./keep-work.ts";
import type { KeyholeState } from "./keyhole-state.ts";
import { loadDocumentWork } from "./load-document-work.ts";
import { fragmentOf, type Page, rulePageOf } from "./page.ts";
import { createStorage } from "./storage.ts";
import { createKeyhole } from "./store.ts";
import { syncAddress } from "./sync-address.ts";

/**
 * The store of a page in the browser: with what this tab showed before a reload, else with the work that was saved
 * last and the link in the address opened over it; kept and in step with the address from then on.
 */
export async function start(
  page: Page,
  now: () => number = Date.now,
): Promise<StoreApi<KeyholeState>> {
  const storage = createStorage(page, now);
  const fragment = fragmentOf(page);
  const tab = await storage.readTab();
  const reloaded = tab?.fragment === fragment ? tab : undefined;
  const saved = reloaded?.saved ?? (await storage.readLatest());
  if (saved && Object.keys(saved.edits).length > 0) await loadDocumentWork();
  const keeper = createKeeper(page, storage, reloaded?.workId ?? newWorkId());
  const keyhole = createKeyhole({
    now,
    leaving: keeper.putAway,
    ...(saved ? { saved } : {}),
  });
  if (!reloaded && fragment !== "" && rulePageOf(fragment) === null)
    await keyhole.getState().openFragment(fragment);
  keeper.watch(keyhole);
  syncAddress(keyhole, page);
  return keyhole;
}
