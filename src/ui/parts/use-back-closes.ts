import { useEffect, useRef } from "react";
import { useKeyhole } from "../store.tsx";

/** While the calling dialog is drawn, the browser's Back closes it by `onClose`. */
export function useBackCloses(onClose: () => void): void {
  const dialogOpened = useKeyhole((state) => state.dialogOpened);
  const latest = useRef(onClose);
  useEffect(() => {
    latest.current = onClose;
  });
  useEffect(() => dialogOpened(() => latest.current()), [dialogOpened]);
}
