import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createVerdicts, start } from "#state";
import type { Checker, Verdict } from "#worker";
import { registerOffline } from "./offline.ts";
import { App } from "./ui/screens/app.tsx";
import { ErrorBoundary } from "./ui/screens/error-boundary.tsx";
import { KeyholeProvider } from "./ui/store.tsx";
import { JudgeProvider } from "./ui/verdict/verdict-context.tsx";
import "./ui/styles.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
const screen = createRoot(root);
void start(window).then((store) => {
  const verdicts = createVerdicts<Verdict>(store, async (subject) =>
    (await checker()).verify(subject),
  );
  screen.render(
    <StrictMode>
      <ErrorBoundary>
        <KeyholeProvider store={store}>
          <JudgeProvider judge={{ verdicts, checker }}>
            <App />
          </JudgeProvider>
        </KeyholeProvider>
      </ErrorBoundary>
    </StrictMode>,
  );
});
registerOffline();

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
