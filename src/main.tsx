import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { start } from "#state";
import { registerOffline } from "./offline.ts";
import { App } from "./ui/screens/app.tsx";
import { ErrorBoundary } from "./ui/screens/error-boundary.tsx";
import { KeyholeProvider } from "./ui/store.tsx";
import "./ui/styles.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
const screen = createRoot(root);
void start(window).then((store) =>
  screen.render(
    <StrictMode>
      <ErrorBoundary>
        <KeyholeProvider store={store}>
          <App />
        </KeyholeProvider>
      </ErrorBoundary>
    </StrictMode>,
  ),
);
registerOffline();
