import { answerJob } from "./check.ts";
import type { Answer, Job, PostedAnswer, Verdict } from "./messages.ts";
import { createPacker } from "./parcel.ts";

const pack = createPacker();

addEventListener("message", ({ data }: MessageEvent<Job>) => {
  postMessage(posted(data, answerJob(data)));
});

function posted(job: Job, answer: Answer): PostedAnswer {
  if (job.kind !== "verify" || !answer.ok) return answer;
  return { number: answer.number, ok: true, parcel: pack(answer.result as Verdict) };
}
