import { useEffect } from "react";
import { board } from "../findings/board.ts";
import { useJudge } from "./verdict-context.tsx";

/** Hands the findings on to the editor, with the texts that they are about. */
export function FindingsToBoard() {
  const { verdicts } = useJudge();
  useEffect(() => {
    const publish = ({ status, verdict, judged }: ReturnType<typeof verdicts.getState>) => {
      const known = status !== "failed" && verdict && judged;
      const findings = known ? verdict.findings : {};
      if (findings === board.getState().findings) return;
      const documents = known ? judged.documents : [];
      board.setState({
        findings,
        texts: new Map(documents.map(({ id, text }) => [id, text])),
        summary: known ? verdict.summary : null,
      });
    };
    publish(verdicts.getState());
    return verdicts.subscribe(publish);
  }, [verdicts]);
  return null;
}
