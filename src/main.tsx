import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { StoreApi } from "zustand/vanilla";
import { type KeyholeState, start } from "#state";
import type { Checker } from "#worker";
import { acceptFiles } from "./ui/bring/dropped-files.ts";
import { firstPaint } from "./ui/parts/load-order.ts";
import { PartFailed } from "./ui/parts/part-failed.tsx";
import { App } from "./ui/screens/app.tsx";
import { ErrorBoundary } from "./ui/screens/error-boundary.tsx";
import { fetchLaterParts } from "./ui/screens/later-parts.ts";
import { KeyholeProvider } from "./ui/store.tsx";
import { CheckerContext } from "./ui/verdict/checker-context.tsx";
import "./ui/styles.css";

acceptFiles();
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
const screen = createRoot(root);
const begin = () => void start(window).then(show, sayNotStarted);
begin();

function show(store: StoreApi<KeyholeState>): void {
  screen.render(
    <StrictMode>
      <ErrorBoundary store={store}>
        <KeyholeProvider store={store}>
          <CheckerContext value={checker}>
            <App />
          </CheckerContext>
        </KeyholeProvider>
      </ErrorBoundary>
    </StrictMode>,
  );
  void firstPaint().then(fetchLaterParts);
  // After load: the files that are kept must not compete with the files that are shown.
  if (document.readyState === "complete") keepOffline(store);
  else addEventListener("load", () => keepOffline(store), { once: true });
}

/** The code that restores earlier work or opens a link could not be fetched, or failed. */
function sayNotStarted(): void {
  screen.render(
    <PartFailed title="Keyhole could not start" onRetry={begin}>
      Check your connection and try again. If that does not help, reload the page.
    </PartFailed>,
  );
}

/** A page that cannot fetch this works online only, which is no reason to complain. */
function keepOffline(store: StoreApi<KeyholeState>): void {
  Promise.all([import("./offline/register.ts"), import("./ui/screens/new-version.ts")]).then(
    ([{ registerOffline }, { announceNewVersion }]) =>
      registerOffline({
        onReady: () => {},
        onNewVersion: (switchToIt) => announceNewVersion(store, switchToIt),
      }),
    () => undefined,
  );
}

let arriving: Promise<Checker> | undefined;

/** The checker, fetched once; when that fails, again at the next question. */
function checker(): Promise<Checker> {
  arriving ??= import("#worker").then(
    ({ createChecker }) => createChecker(),
    (error: unknown) => {
      arriving = undefined;
      throw error;
    },
  );
  return arriving;
}
