import { fileTextOf, type KeyholeState } from "#state";
import { saveText } from "../editor/download.ts";

/** Saves the work as a file that Keyhole opens. */
export async function saveWork(state: KeyholeState): Promise<void> {
  const { account } = state.scenario.platform;
  const name = account === "" ? "work" : account;
  saveText(await fileTextOf(state), `${name}.keyhole.json`, "application/json");
}
