import { FileText, Folder } from "lucide-react";
import {
  type KeyboardEvent,
  useDeferredValue,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { ExportedFile } from "#export";
import { TextInput } from "../parts/text-input.tsx";
import { type FileRow, fileRows } from "./file-rows.ts";

interface FileListProps {
  readonly files: readonly ExportedFile[];
  readonly shown: number;
  readonly onShow: (index: number) => void;
}

/** A list with more files than this has a search field. */
const mostWithoutSearch = 12;
const rowHeight = 28;
/** The number of rows that are drawn above and below the visible rows. */
const margin = 10;

/** The files by folder. Only the visible rows are drawn, so that a list of thousands is as fast as a list of ten. */
export function FileList({ files, shown, onShow }: FileListProps) {
  const [search, setSearch] = useState("");
  const words = useDeferredValue(search);
  const rows = useMemo(() => fileRows(files, words), [files, words]);
  return (
    <div className="grid min-h-0 grid-rows-[auto_minmax(0,1fr)]">
      {files.length > mostWithoutSearch && (
        <div className="border-line border-b p-2">
          <TextInput
            type="search"
            aria-label="Search the files"
            placeholder={`Search ${files.length.toLocaleString("en-US")} files`}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </div>
      )}
      {rows.length === 0 ? (
        <p role="status" className="row-start-2 p-3 text-muted text-sm">
          No file has “{words}” in its path.
        </p>
      ) : (
        <Rows rows={rows} shown={shown} onShow={onShow} />
      )}
    </div>
  );
}

interface RowsProps {
  readonly rows: readonly FileRow[];
  readonly shown: number;
  readonly onShow: (index: number) => void;
}

function Rows({ rows, shown, onShow }: RowsProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const at = rows.findIndex((row) => row.kind === "file" && row.index === shown);
  useLayoutEffect(() => {
    const list = box.current;
    if (!list) return;
    const measure = () => setView({ top: list.scrollTop, height: list.clientHeight });
    const watch = new ResizeObserver(measure);
    watch.observe(list);
    list.addEventListener("scroll", measure, { passive: true });
    return () => {
      watch.disconnect();
      list.removeEventListener("scroll", measure);
    };
  }, []);
  useLayoutEffect(() => {
    const list = box.current;
    if (!list || at < 0) return;
    const top = at * rowHeight;
    if (top < list.scrollTop) list.scrollTop = Math.max(0, top - rowHeight);
    else if (top + rowHeight > list.scrollTop + list.clientHeight)
      list.scrollTop = top + 2 * rowHeight - list.clientHeight;
  }, [at]);

  const onKeyDown = (event: KeyboardEvent) => {
    const places = rows.flatMap((row) => (row.kind === "file" ? [row.index] : []));
    const next = targetOf(event.key, places, shown);
    if (next === undefined) return;
    event.preventDefault();
    onShow(next);
  };
  const from = Math.max(0, Math.floor(view.top / rowHeight) - margin);
  const to = Math.min(rows.length, Math.ceil((view.top + view.height) / rowHeight) + margin);
  return (
    <div
      ref={box}
      role="listbox"
      tabIndex={0}
      aria-label="Files"
      aria-activedescendant={at >= from && at < to ? `${id}-${at}` : undefined}
      onKeyDown={onKeyDown}
      className="row-start-2 min-h-0 overflow-y-auto focus-visible:-outline-offset-2"
    >
      <div role="presentation" className="relative" style={{ height: rows.length * rowHeight }}>
        {rows.slice(from, to).map((row, index) => (
          <Row
            key={`${row.kind} ${row.path}`}
            row={row}
            id={`${id}-${from + index}`}
            top={(from + index) * rowHeight}
            selected={from + index === at}
            onShow={onShow}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  readonly row: FileRow;
  readonly id: string;
  readonly top: number;
  readonly selected: boolean;
  readonly onShow: (index: number) => void;
}

function Row({ row, id, top, selected, onShow }: RowProps) {
  const look = "absolute inset-x-0 flex h-7 items-center gap-1.5 px-2 text-xs";
  if (row.kind === "folder")
    return (
      <div role="presentation" data-tip={row.path} className={`${look} text-muted`} style={{ top }}>
        <Folder aria-hidden size={13} className="shrink-0" />
        <span className="truncate font-mono">{row.path}</span>
      </div>
    );
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus and says which option is active
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
    <div
      role="option"
      id={id}
      aria-selected={selected}
      aria-label={row.path}
      data-tip={row.path}
      onClick={() => onShow(row.index)}
      style={{ top }}
      className={`${look} cursor-pointer border-l-2 ${row.path === row.name ? "pl-1.5" : "pl-5"} ${
        selected ? "border-accent bg-accent-wash" : "border-transparent hover:bg-canvas"
      }`}
    >
      <FileText aria-hidden size={13} className="shrink-0 text-muted" />
      <span className="truncate font-mono">{row.name}</span>
    </div>
  );
}

function targetOf(key: string, places: readonly number[], shown: number): number | undefined {
  const now = places.indexOf(shown);
  if (key === "Home") return places[0];
  if (key === "End") return places.at(-1);
  if (key === "ArrowDown") return places[Math.min(places.length - 1, now + 1)];
  if (key === "ArrowUp") return places[Math.max(0, now - 1)];
  return undefined;
}
