import { lazy, Suspense } from "react";
import { useKeyhole } from "../store.tsx";

const ShownNotice = lazy(() =>
  import("./shown-notice.tsx").then((module) => ({ default: module.ShownNotice })),
);

/** What there is to tell that belongs to no question and no document. Announced; stays until it is dismissed. */
export function NoticeBar() {
  const notice = useKeyhole((state) => state.notice);
  return (
    <div role="status" className="bg-surface empty:hidden">
      {notice && (
        <Suspense>
          <ShownNotice notice={notice} />
        </Suspense>
      )}
    </div>
  );
}
