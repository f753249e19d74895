import type { ReactNode } from "react";
import { type CallState, listedCalls, listedUsers, type RouteScene } from "#map";
import { type StateTone, StateWord } from "../parts/state-word.tsx";
import { lights, useIsLit } from "./highlight.ts";

interface MapListProps {
  readonly scene: RouteScene;
  readonly onChoose: (step: string) => void;
}

/** The calls of the map in their order, for keyboard and screen reader. */
export function MapList({ scene, onChoose }: MapListProps) {
  return (
    <>
      <CallList scene={scene} onChoose={onChoose} />
      {scene.users.length > 0 && <UserList scene={scene} onChoose={onChoose} />}
    </>
  );
}

function UserList({ scene, onChoose }: MapListProps) {
  return (
    <ul
      aria-label="Other users of the keys"
      className="stack mt-1 gap-0.5 border-line border-t pt-2"
    >
      {listedUsers(scene).map(({ user, who, what, state }) => (
        <li key={user.id}>
          <ListedStep step={user.stepId} onChoose={onChoose}>
            <span />
            <span className="grid min-w-0 text-left">
              <span className="font-medium">{user.name}</span>
              <span className="text-muted text-xs">{who}</span>
              <span className="truncate font-mono text-soft text-xs">{what}</span>
            </span>
            <StateWord tone={tones[user.state]}>{state}</StateWord>
          </ListedStep>
        </li>
      ))}
    </ul>
  );
}

function CallList({ scene, onChoose }: MapListProps) {
  return (
    <ol aria-label="Calls of the import" className="stack gap-0.5">
      {listedCalls(scene).map(({ call, by, on, what, state }) => (
        <li key={call.stepId}>
          <ListedStep step={call.stepId} onChoose={onChoose}>
            <span className="text-muted">{call.number}</span>
            <span className="grid min-w-0 text-left">
              <span className="font-medium">{call.title}</span>
              <span className="text-muted text-xs">
                {by}, on {on}
              </span>
              <span className="truncate font-mono text-soft text-xs">{what}</span>
            </span>
            <StateWord tone={tones[call.state]}>{state}</StateWord>
          </ListedStep>
        </li>
      ))}
    </ol>
  );
}

const tones: Readonly<Record<CallState, StateTone>> = {
  works: "good",
  quiet: "open",
  stops: "bad",
  withheld: "caution",
  undecided: "open",
  unreached: "open",
};

interface ListedStepProps {
  readonly step: string;
  readonly onChoose: (step: string) => void;
  readonly children: ReactNode;
}

function ListedStep({ step, onChoose, children }: ListedStepProps) {
  const lit = useIsLit(step);
  return (
    <button
      type="button"
      data-lit={lit}
      {...lights(step)}
      onClick={() => onChoose(step)}
      className="grid w-full grid-cols-[1.5rem_minmax(0,1fr)_auto] items-start gap-2 rounded-md px-2 py-1 text-sm data-[lit=true]:bg-accent-wash"
    >
      {children}
    </button>
  );
}
