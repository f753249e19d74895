import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { StoreApi } from "zustand/vanilla";
import { type KeyholeState, start } from "#state";
import type { Checker } from "#worker";
import { acceptFiles } from "./ui/import/dropped-files.ts";
import { firstPaint } from "./ui/parts/load-order.ts";
import { App } from "./ui/screens/app.tsx";
import { ErrorBoundary } from "./ui/screens/error-boundary.tsx";
import { everythingLoaded, fetchLaterParts } from "./ui/screens/later-parts.ts";
import { offlineCopy } from "./ui/screens/offline-copy.tsx";
import { KeyholeProvider } from "./ui/store.tsx";
import { CheckerContext } from "./ui/verdict/checker-context.tsx";
import "./ui/styles.css";

void fetchLaterParts();
acceptFiles();
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
const screen = createRoot(root);
void start(window, Date.now, firstPaint()).then(show);

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
  everythingLoaded()
    .then(() => keepOffline(store))
    // A page that cannot fetch this works online only, which is no reason to complain.
    .catch(() => undefined);
}

async function keepOffline(store: StoreApi<KeyholeState>): Promise<void> {
  const [{ registerOffline }, { announceNewVersion }] = await Promise.all([
    import("./offline/register.ts"),
    import("./ui/screens/new-version.ts"),
  ]);
  await registerOffline({
    onReady: () => offlineCopy.setState({ ready: true }),
    onNewVersion: (switchToIt) => announceNewVersion(store, switchToIt),
  });
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
