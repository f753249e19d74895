import { lazyPart } from "../parts/lazy-part.tsx";
import { useKeyhole } from "../store.tsx";

const ShownNotice = lazyPart("A message", () =>
  import("./shown-notice.tsx").then((module) => module.ShownNotice),
);

/** What there is to tell that belongs to no question and no document. Announced; stays until it is dismissed. */
export function NoticeBar() {
  const notice = useKeyhole((state) => state.notice);
  return (
    <div role="status" className="bg-surface empty:hidden">
      {notice && <ShownNotice notice={notice} />}
    </div>
  );
}
