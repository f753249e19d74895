/** A Deny of a key policy that everyone meets. */
export const deny = (action: string | string[], more: object = {}) => ({
  Effect: "Deny",
  Principal: "*",
  Action: action,
  Resource: "*",
  ...more,
});

/** A condition on the service that a call comes through. */
export const via = (service: string) => ({ StringEquals: { "kms:ViaService": service } });

/** The service name of EC2 in a call that comes through it. */
export const ec2 = "ec2.us-east-1.amazonaws.com";
