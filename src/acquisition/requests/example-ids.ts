/** The volume of the instance that is imported. */
export const exampleVolume = "vol-0123456789abcdef0";
/** The volume that the platform makes from the snapshot. */
export const exampleNewVolume = "vol-0fedcba9876543210";
/** A snapshot that is there already. */
export const exampleSnapshot = "snap-0123456789abcdef0";
/** A snapshot that a call makes: it has no id before. */
export const exampleNewSnapshot = "snap-0fedcba9876543210";
/** A volume that a call makes: it has no id before. */
export const exampleMadeVolume = "vol-0fedcba9876543211";
/** The instance whose volumes are imported. */
export const exampleInstance = "i-0123456789abcdef0";
/** The platform's worker. */
export const exampleWorker = "i-0fedcba9876543210";

/** A thing that is there before a call, and of which the answers do not say the id: the run has an id of its own for it. */
interface UnknownThing {
  /** In the user's words. */
  readonly name: string;
  readonly id: string;
  readonly prefix: string;
}

/** What a call makes is left out: AWS gives it an id that no policy can have named before. */
export const unknownThings: readonly UnknownThing[] = [
  { name: "the volume", id: exampleVolume, prefix: "vol-" },
  { name: "the new volume", id: exampleNewVolume, prefix: "vol-" },
  { name: "the snapshot", id: exampleSnapshot, prefix: "snap-" },
  { name: "the instance", id: exampleInstance, prefix: "i-" },
  { name: "the worker", id: exampleWorker, prefix: "i-" },
];
