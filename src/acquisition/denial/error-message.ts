import type { Denial } from "./denial.ts";

/**
 * The requests in AWS's access denied messages, one for each line that has one. Their form:
 * `User: ARN is not authorized to perform: ACTION on resource: ARN because …` or `… with an explicit deny in …`.
 * Source: IAM User Guide, "Troubleshoot access denied error messages".
 */
export function deniedByErrorMessage(text: string): readonly Denial[] {
  const message =
    /User: (\S{1,2048}) is not authorized to perform: ([\w-]{1,64}:\w{1,64})(?: on (?:the )?resource:? ?(\S{0,2048}))?([^\n]{0,1024})/g;
  return [...text.matchAll(message)].slice(0, 100).map(([, principal, action, resource, rest]) => {
    const arn = (resource ?? "").replace(/[.,"'`]+$/, "");
    const named = arn.startsWith("arn:") || arn === "*";
    const said = rest?.replace(/^[\s.,"']+|[\s"']+$/g, "") ?? "";
    return {
      request: {
        principal: principal ?? "",
        action: action ?? "",
        resource: named ? arn : "*",
        context: {},
      },
      ...(said === "" ? {} : { said: said.slice(0, 500) }),
      cautions: [
        ...(named ? [] : ["The message does not name the key: enter its ARN."]),
        "An error message has no condition keys: add kms:ViaService and the encryption context where the call came by EC2. The CloudTrail event has them.",
      ],
    };
  });
}
