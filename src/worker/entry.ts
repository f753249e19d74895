import { createDesk } from "./desk.ts";
import type { PostedJob } from "./messages.ts";

// Where no worker can start, the page imports this very file and asks the desk itself: one file serves both.
export { createDesk };

if ("WorkerGlobalScope" in globalThis) {
  const take = createDesk((message) => postMessage(message));
  addEventListener("message", ({ data }: MessageEvent<PostedJob>) => take(data));
}
