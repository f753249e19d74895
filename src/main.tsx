import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { registerOffline } from "./offline.ts";
import "./ui/styles.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <main>
      <h1>Keyhole</h1>
    </main>
  </StrictMode>,
);
registerOffline();
