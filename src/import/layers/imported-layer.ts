import type { Layer } from "#scenario";

/** A policy or grants beside the documents, as a text has it. The user says what the text does not. */
export interface ImportedLayer extends Omit<Layer, "id"> {
  /** Set if the text does not say what it is, and it only looks like this kind. */
  readonly isGuess?: true;
}
