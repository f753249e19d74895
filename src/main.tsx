import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { StoreApi } from "zustand/vanilla";
import { createChecking, type KeyholeState, start } from "#state";
import type { Checker } from "#worker";
import { acceptFiles } from "./ui/import/dropped-files.ts";
import { watchInput } from "./ui/parts/input-pause.ts";
import { afterEditor, firstPaint } from "./ui/parts/load-order.ts";
import { App } from "./ui/screens/app.tsx";
import { ErrorBoundary } from "./ui/screens/error-boundary.tsx";
import { everythingLoaded, fetchLaterParts } from "./ui/screens/later-parts.ts";
import { offlineCopy } from "./ui/screens/offline-copy.tsx";
import { KeyholeProvider } from "./ui/store.tsx";
import { CheckingProvider } from "./ui/verdict/verdict-context.tsx";
import "./ui/fonts.css";
import "./ui/styles.css";

void fetchLaterParts();
acceptFiles();
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
const screen = createRoot(root);
void start(window, Date.now, firstPaint()).then(show);

function show(store: StoreApi<KeyholeState>): void {
  const checking = createChecking(store, checker, afterEditor());
  screen.render(
    <StrictMode>
      <ErrorBoundary store={store}>
        <KeyholeProvider store={store}>
          <CheckingProvider value={checking}>
            <App />
          </CheckingProvider>
        </KeyholeProvider>
      </ErrorBoundary>
    </StrictMode>,
  );
  const pauseOfInput = watchInput(window);
  everythingLoaded(pauseOfInput)
    .then(() => cacheForOffline(store, pauseOfInput))
    // If this code cannot be fetched, the page works online only; that is not an error.
    .catch(() => undefined);
}

async function cacheForOffline(
  store: StoreApi<KeyholeState>,
  pauseOfInput: () => Promise<void>,
): Promise<void> {
  const [{ registerOffline }, { announceNewVersion }] = await Promise.all([
    import("./offline/register.ts"),
    import("./ui/screens/new-version.ts"),
  ]);
  await registerOffline({
    onReady: () => void pauseOfInput().then(() => offlineCopy.setState({ ready: true })),
    onNewVersion: (switchToIt) => announceNewVersion(store, switchToIt),
  });
}

let loading: Promise<Checker> | undefined;

/** Loads the checker once. If that fails, the next call tries again. */
function checker(): Promise<Checker> {
  loading ??= import("#worker").then(
    ({ createChecker }) => createChecker(),
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
