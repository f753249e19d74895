const root = "arn:aws:iam::222222222222:root";
const keyId = "1234abcd-12ab-34cd-56ef-1234567890ab";

/** What `terraform plan` prints for a new key, in colours. */
export const planText = `Terraform will perform the following actions:

  # module.keys.aws_kms_key.this[0] will be created
  \u001b[32m+\u001b[0m resource "aws_kms_key" "this" {
      + arn    = (known after apply)
      + policy = jsonencode(
            {
              + Statement = [
                  + {
                      + Action    = "kms:*"
                      + Effect    = "Allow"
                      + Principal = {
                          + AWS = "${root}"
                        }
                      + Resource  = "*"
                      + Sid       = "Account"
                    },
                ]
              + Version   = "2012-10-17"
            }
        )
    }

Plan: 1 to add, 0 to change, 0 to destroy.
`;
/** What `terraform plan` prints for a key whose policy changes. */
export const changedPlan = `  # aws_kms_key.this will be updated in-place
  ~ resource "aws_kms_key" "this" {
        id     = "${keyId}"
        key_id = "${keyId}"
      ~ policy = jsonencode(
          ~ {
              ~ Statement = [
                  ~ {
                      ~ Action    = [
                          - "kms:Encrypt",
                          + "kms:Decrypt",
                            # (1 unchanged element hidden)
                        ]
                      ~ Effect    = "Deny" -> "Allow"
                        Principal = { AWS = "${root}" }
                        # (2 unchanged attributes hidden)
                    },
                ]
                # (1 unchanged attribute hidden)
            }
        )
        # (3 unchanged attributes hidden)
    }
`;
/** A Terraform configuration whose values only Terraform knows. */
export const configuration = `
data "aws_iam_policy_document" "key" {
  statement {
    sid       = "Account"
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::\${var.account}:root"]
    }
  }
}
resource "aws_iam_role" "response" {
  name               = "Response"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { AWS = var.platform } }]
  })
}
`;
