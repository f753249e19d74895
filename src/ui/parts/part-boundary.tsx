import { Component, type ReactNode } from "react";
import { editorIsDrawn } from "./load-order.ts";
import { PartFailed } from "./part-failed.tsx";

/** The code of a part could not be fetched, as opposed to an error while the part is drawn. */
export class CodeNotLoaded extends Error {}

interface PartBoundaryProps {
  /** The part's name at the start of a sentence: “The verdict”. */
  readonly what: string;
  readonly children: ReactNode;
  readonly onClose?: (() => void) | undefined;
}

/** Catches the errors of one part: a notice replaces the part, and the rest of the page keeps working. */
export class PartBoundary extends Component<PartBoundaryProps, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error ?? new Error("unknown") };
  }

  /** Where the documents failed, no editor will come for which the other parts could wait. */
  override componentDidCatch() {
    editorIsDrawn();
  }

  override render() {
    const { what, children, onClose } = this.props;
    const { error } = this.state;
    if (error === null) return children;
    const isUnloaded = error instanceof CodeNotLoaded;
    return (
      <PartFailed
        title={isUnloaded ? `${what} could not be loaded` : `${what} failed`}
        onRetry={() => this.setState({ error: null })}
        onClose={onClose}
      >
        {isUnloaded
          ? "Check your connection and try again. If the error persists, reload the page."
          : `The error is “${error instanceof Error ? error.message : error}”. Try again, or reload the page.`}
      </PartFailed>
    );
  }
}
