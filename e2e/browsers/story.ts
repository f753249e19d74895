import type { User } from "./user.ts";

/** What a user does from the first address to the end. Throws if the page does not do what it should. */
export interface Story {
  readonly title: string;
  readonly play: (user: User, address: string) => Promise<void>;
}
