import { useEffect } from "react";
import { useKeyholeStore } from "../store.tsx";

/**
 * Handles Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y (⌘ on a Mac). In a field of the answers the browser's undo applies. The text of
 * a document is part of the page's history; its field has the attribute `data-page-history`.
 */
export function useUndoKeys(): void {
  const store = useKeyholeStore();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || isTextField(event.target)) return;
      const key = event.key.toLowerCase();
      const { undo, redo } = store.getState();
      if (key === "y" || (key === "z" && event.shiftKey)) redo();
      else if (key === "z") undo();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [store]);
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || "pageHistory" in target.dataset) return false;
  if (target instanceof HTMLInputElement) return !["radio", "checkbox"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target.isContentEditable;
}
