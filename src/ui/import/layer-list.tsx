import { useState } from "react";
import { type ImportedLayer, withLayerKind } from "#import";
import type { DocumentKind } from "#policy";
import { isLayerOwner } from "#scenario";
import { LayerPlace, type Place } from "../layers/layer-place.tsx";
import { Button } from "../parts/button.tsx";
import { useKeyhole } from "../store.tsx";
import { LongList } from "../verdict/long-list.tsx";
import { count } from "../wizard/words.ts";
import { CorrectButton } from "./correct-button.tsx";

/** A layer of an imported text, with a key that is unique among all texts. */
export interface LayerRow {
  readonly key: string;
  /** The name of the text that contains it. */
  readonly from: string;
  readonly layer: ImportedLayer;
  /** Set if the text only looks like a layer: the kind of policy of a role or key that it may be instead. */
  readonly otherwise?: DocumentKind;
}

interface LayerListProps {
  readonly rows: readonly LayerRow[];
  readonly onAdded: () => void;
}

const policyWords: Readonly<Record<DocumentKind, string>> = {
  identity: "This is a role’s policy",
  key: "This is a key policy",
  trust: "This is a trust policy",
};

/** The policies and grants that are no document of the import: asks what each belongs to, and adds them to the work. */
export function LayerList({ rows, onAdded }: LayerListProps) {
  const [places, setPlaces] = useState<Readonly<Record<string, Partial<Place>>>>({});
  const addLayers = useKeyhole((state) => state.addLayers);
  const show = useKeyhole((state) => state.show);
  const placed = rows.map(({ key, layer: found, ...row }) => {
    const place = places[key];
    const { isGuess: _, ...layer } = withLayerKind(found, place?.kind ?? found.kind);
    const { level, ...own } = { ...layer, ...place };
    const owner = isLayerOwner(own.kind, own.owner) ? own.owner : "";
    return { key, ...row, layer: { ...own, owner, ...(level === undefined ? {} : { level }) } };
  });
  const missing = placed.filter(({ layer }) => layer.owner === "").length;
  const add = () => {
    addLayers(placed.map(({ layer }) => layer));
    show("layer/1");
    onAdded();
  };
  return (
    <section aria-label="Policies beside the documents" className="stack gap-2">
      <h3 className="font-semibold text-sm">Policies and grants beside the documents</h3>
      <p className="text-muted text-xs">
        They join every decision. Keyhole never exports them.
        {missing > 0 &&
          ` ${count(missing, "entry").replace("entrys", "entries")} without an account, role or key would decide nothing.`}
      </p>
      <LongList
        items={placed}
        most={20}
        noun="entries"
        className="stack divide-y divide-line rounded-md border border-line"
      >
        {({ key, from, layer, otherwise }) => (
          <li key={key} className="stack gap-1.5 px-2.5 py-2">
            <p className="break-words text-sm">
              <span className="font-medium">{layer.title}</span>
              <span className="text-muted"> · {from}</span>
            </p>
            <LayerPlace
              place={layer}
              onChange={(change) =>
                setPlaces((now) => ({ ...now, [key]: { ...now[key], ...change } }))
              }
            />
            {otherwise && (
              <CorrectButton rowKey={key} title={layer.title}>
                {policyWords[otherwise]}
              </CorrectButton>
            )}
          </li>
        )}
      </LongList>
      <div className="flex justify-end">
        <Button tone="primary" onClick={add}>
          Add {count(rows.length, "entry").replace("entrys", "entries")} to the work
        </Button>
      </div>
    </section>
  );
}
