import type { Policy } from "#policy";
import { block, call, comment, type Expression, type Item, literal, reference } from "./hcl.ts";
import type { AccountContext } from "./part.ts";
import { policyDocument } from "./policy-document.ts";

/** A policy as an argument of a resource, and what must stand before that resource for it. */
export interface PolicyArgument {
  readonly before: readonly Item[];
  readonly value: Expression;
}

/**
 * Writes a policy as the user chose; `jsonencode`, which says every JSON value, where the data source cannot say it.
 * Source: Terraform function `jsonencode`, and the AWS provider's documentation of `aws_iam_policy_document`.
 */
export function policyArgument(
  policy: Policy,
  label: string,
  { policies }: AccountContext,
): PolicyArgument {
  const encoded = call("jsonencode", literal(policy));
  if (policies === "jsonencode") return { before: [], value: encoded };
  const document = policyDocument(policy);
  if (!document.ok)
    return {
      before: [
        comment(`Written with jsonencode, not as aws_iam_policy_document: ${document.because}.`),
      ],
      value: encoded,
    };
  return {
    before: [block("data", ["aws_iam_policy_document", label], document.body)],
    value: reference("data", "aws_iam_policy_document", label, "json"),
  };
}
