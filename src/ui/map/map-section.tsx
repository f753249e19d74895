import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { DrawAfter } from "../parts/draw-after.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { useKeyhole } from "../store.tsx";

const MapBody = lazyPart(
  "The map",
  () => import("./map-body.tsx").then((module) => module.MapBody),
  <Skeleton label="Loading the map" lines={[60, 80]} />,
);

const storageKey = "keyhole.1.map";
/** Below this height of the window, the editor needs the room: the map is closed until it is asked for. */
const roomForBoth = 860;

/** The map above the documents. Its height is reserved before its code arrives; whether it is open is remembered. */
export function MapSection() {
  const [open, setOpen] = useState(isOpenAtFirst);
  const writing = useKeyhole((state) => state.writing !== null);
  const toggle = () => {
    setOpen(!open);
    try {
      localStorage.setItem(storageKey, open ? "closed" : "open");
    } catch {
      // A browser that keeps nothing still opens and closes the map.
    }
  };
  return (
    <section aria-label="Map" className="@container relative border-line border-b">
      <h2 className="text-sm">
        <button
          type="button"
          aria-expanded={open}
          onClick={toggle}
          className={`group flex h-9 w-full items-center gap-1.5 px-3 text-left font-semibold hover:bg-canvas ${open ? "@min-lg:w-18" : ""}`}
        >
          <ChevronRight
            aria-hidden
            size={14}
            className="shrink-0 text-muted group-aria-expanded:rotate-90"
          />
          Map
          <span className={`truncate font-normal text-muted ${open ? "@min-lg:hidden" : ""}`}>
            who calls whom and where
          </span>
        </button>
      </h2>
      {open && (
        <div className="h-74 overflow-hidden [@media(min-height:1000px)]:h-86 @max-lg:h-auto @max-lg:min-h-86">
          <DrawAfter what="editor">{!writing && <MapBody inHeader />}</DrawAfter>
        </div>
      )}
    </section>
  );
}

function isOpenAtFirst(): boolean {
  try {
    const kept = localStorage.getItem(storageKey);
    if (kept !== null) return kept === "open";
  } catch {
    // As on a first visit.
  }
  return window.innerHeight >= roomForBoth && window.innerWidth >= 1280;
}
