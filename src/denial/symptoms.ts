import type { StepKind } from "#acquisition";

/** Words that AWS shows where KMS denied a call behind them. */
export interface Symptom {
  /** In a paste; case does not matter. */
  readonly words: RegExp;
  readonly hides: string;
  /** The calls to look for, as CloudTrail names them. ReEncrypt is checked as ReEncryptFrom and ReEncryptTo. */
  readonly calls: readonly string[];
  /** Who makes the calls. */
  readonly by: string;
  /** The steps of the import that make these calls. */
  readonly steps: readonly StepKind[];
}

const write = [
  "CreateGrant",
  "Decrypt",
  "GenerateDataKeyWithoutPlaintext",
  "ReEncrypt",
  "DescribeKey",
];
const launcher =
  "the principal that launched the instance; for Auto Scaling AWSServiceRoleForAutoScaling";
const snapshotCalls = [
  "DescribeKey",
  "CreateGrant",
  "Decrypt",
  "GenerateDataKeyWithoutPlaintext",
  "ReEncrypt",
];
const unreasoned = "The message does not name KMS’s reason.";

/**
 * Errors that no policy decided: there is no denied call to look for. Source: KMS API Reference, the errors of “Decrypt” and
 * “DescribeKey”; facts §3 and §8.
 */
const noDenials: readonly Symptom[] = [
  {
    words: /DryRunOperationException/i,
    hides:
      "AWS allowed this call: a dry run that would have succeeded ends in this error. One that a policy refuses ends in AccessDenied.",
  },
  {
    words:
      /\((?:KMS)?(?:Disabled|InvalidState)Exception\)|KMSInvalidStateException|\bDisabledException/i,
    hides:
      "No policy decided this. KMS refused the call for the state of the key: it is disabled, waits for deletion, or has no material. Enable the key, cancel its deletion, or import its material.",
  },
  {
    words: /NotFoundException[^"]{0,120}(?:Key|Alias) [^"]{0,200}(?:does not exist|is not found)/i,
    hides:
      "No policy decided this. KMS has no such key or alias in the account and region that were asked: compare the id, the region and the account; a deleted key is gone.",
  },
  {
    words:
      /Encrypted snapshots with EBS default key cannot be shared|encrypted with the default Backup service managed key/i,
    hides:
      "No policy decided this. What is encrypted under an AWS managed key cannot be shared with another account: nobody can change that key’s policy. It has to be copied under a customer managed key first. For an import, say in the answers that the volume is under AWS’s key: then the platform makes a temporary key for it.",
  },
].map((one) => ({ ...one, calls: [], by: "", steps: [] }));

/** Source: facts §8, and the pages that it names. The first that fits is taken. */
export const symptoms: readonly Symptom[] = [
  ...noDenials,
  {
    words: /CustomerKeyHasBeenRevoked|encrypted volume was unable to access the KMS key/i,
    hides: `The volume was not attached: EC2 could not use the KMS key. Either KMS denied the grant for the volume (kms:CreateGrant) or EC2’s Decrypt under it, or the key is disabled or waits for deletion. ${unreasoned}`,
    calls: ["CreateGrant", "Decrypt", "GenerateDataKeyWithoutPlaintext", "ReEncrypt"],
    by: "the principal that attached the volume, and EC2’s role aws:ec2-infrastructure",
    steps: ["attach-volume"],
  },
  {
    words: /InvalidKMSKey\.InvalidState|KMS key provided is in an incorrect state/i,
    hides: `The instance or volume was not started: the KMS key is disabled or waits for deletion, or the caller may not use it, which looks the same. ${unreasoned}`,
    calls: write,
    by: launcher,
    steps: ["create-volume", "attach-volume"],
  },
  {
    words:
      /Client\.InternalError|Client error on launch|encrypted with an inaccessible (?:AWS )?KMS key|EC2 Instance Launch Unsuccessful|autoscaling:EC2_INSTANCE_LAUNCH_ERROR/i,
    hides: `The instance stopped at its launch. With encrypted volumes that is mostly a denial by KMS: kms:CreateGrant for the volume, or a call that makes the volume. ${unreasoned}`,
    calls: write,
    by: launcher,
    steps: ["create-volume", "attach-volume"],
  },
  {
    words:
      /KMSKeyNotAccessibleFault|when calling the (?:Copy|Create|Restore)DB\w{1,40} operation[^"]{0,200}KMS key/i,
    hides: `RDS could not use a KMS key for its caller: of the source snapshot, or of the copy. Either the caller may not use it through RDS (kms:ViaService rds.REGION.amazonaws.com; for a key of another account in its key policy and in the caller’s identity policy), or the key is disabled or of another region. No step of an import does this. ${unreasoned}`,
    calls: snapshotCalls,
    by: "the principal that called RDS",
    steps: [],
  },
  {
    words:
      /Given key ID is not accessible|KMS key [^"\n]{0,120}does not exist, is not enabled or you do not have permissions/i,
    hides: `The snapshot was not copied: the caller may not use the source key or the destination key, often for lack of kms:DescribeKey or kms:CreateGrant, or a key is disabled. ${unreasoned}`,
    calls: snapshotCalls,
    by: "the principal that copied the snapshot or created the volume",
    steps: ["copy", "create-volume"],
  },
  {
    words:
      /Copy image failed with an internal error|waiting for (?:an? )?AMI\b.{0,200}?(?:ResourceNotReady|unexpected state 'failed')/i,
    hides: `The image was not made or not copied. If its snapshots are encrypted that is mostly a denial by KMS, or a key that is disabled. ${unreasoned}`,
    calls: snapshotCalls,
    by: "the principal that made or copied the image",
    steps: ["copy"],
  },
  {
    words: /ciphertext refers to a (?:customer master|KMS) key that does not exist/i,
    hides:
      "This is KMS’s old message for a denied Decrypt or ReEncrypt: the key does not exist in this region, or the caller may not use it. It does not say which.",
    calls: ["Decrypt", "ReEncrypt"],
    by: "the caller of this message",
    steps: ["read-blocks", "copy", "create-volume"],
  },
  {
    words: /encoded authorization failure message|Client\.UnauthorizedOperation/i,
    hides:
      "EC2 refused the operation, and the encoded message has the action and the policies. It is a permission of EC2, which the vendor’s template has, or a call to KMS that EC2 made for the caller.",
    calls: ["CreateGrant", "Decrypt", "GenerateDataKeyWithoutPlaintext", "ReEncrypt"],
    by: "the principal that called EC2",
    steps: ["copy", "create-volume", "attach-volume"],
  },
  {
    words: /EBS Snapshot Notification|"?StateMessage"?\s*[:=]/i,
    hides: `The snapshot ended in the state error. For an encrypted snapshot the cause is mostly a key that the caller may not use, or that is disabled. ${unreasoned}`,
    calls: snapshotCalls,
    by: "the principal that copied the snapshot",
    steps: ["copy", "snapshot"],
  },
  {
    words:
      /EBS Volume Notification|volume disappeared|disappeared after creation|inaccessible KMS|InvalidVolume\.NotFound|\bkey\/[\w-]{1,64} is (?:disabled|pending|not accessible)/i,
    hides: `The volume vanished after the state creating, or was not attached. For an encrypted volume that is mostly a denial by KMS, or a key that is disabled or waits for deletion. ${unreasoned}`,
    calls: write,
    by: "the principal that created or attached the volume",
    steps: ["create-volume", "attach-volume"],
  },
];
