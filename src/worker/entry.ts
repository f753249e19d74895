import { createDesk } from "./desk.ts";
import type { PostedJob } from "./messages.ts";

const take = createDesk((message) => postMessage(message));

addEventListener("message", ({ data }: MessageEvent<PostedJob>) => take(data));
