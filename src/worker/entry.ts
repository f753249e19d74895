import { answerJob } from "./check.ts";
import type { Job } from "./messages.ts";

addEventListener("message", ({ data }: MessageEvent<Job>) => {
  postMessage(answerJob(data));
});
