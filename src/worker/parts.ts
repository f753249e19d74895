/** Parts of the checker that few jobs need: each is a file of its own in the build, fetched when it is first needed. */
export const parts = {
  allServices: () => import("#policy/services"),
  export: () => import("#export"),
  import: () => import("#import"),
};

/** A part, fetched now if it was not before. Rejects with what a user can do about it. */
export async function loaded<Part>(fetchPart: () => Promise<Part>): Promise<Part> {
  try {
    return await fetchPart();
  } catch (cause) {
    throw new Error(
      "a part of the checker could not be loaded: go online, or reload the page if Keyhole was updated",
      { cause },
    );
  }
}
