import { lazyPart } from "../parts/lazy-part.tsx";
import { useKeyhole } from "../store.tsx";

const ShownNotice = lazyPart("A message", () =>
  import("./shown-notice.tsx").then((module) => module.ShownNotice),
);

/** Shows a notice about the whole page. Screen readers announce it; it stays until the user dismisses it. */
export function NoticeBar() {
  const notice = useKeyhole((state) => state.notice);
  return (
    <div role="status" className="bg-surface empty:hidden">
      {notice && <ShownNotice notice={notice} />}
    </div>
  );
}
