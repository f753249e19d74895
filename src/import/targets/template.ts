/** A table to fill in, with a row of each kind, for a spreadsheet. */
export const targetTemplate = [
  "account,name,role,region,key,type,replica regions,create grant,administrators",
  "333333333333,Payments,CadoResponseCrossAccountRole,eu-west-1,arn:aws:kms:eu-west-1:333333333333:key/0e6ce5cf-2f43-44a1-9d8e-5b3f7a90c1d2,customer managed,,,KeyAdministrator",
  "333333333333,Payments,CadoResponseCrossAccountRole,us-east-1,alias/aws/ebs,AWS managed,,,",
  "444444444444,Data platform,team/CadoResponseRole,us-east-1,mrk-0e6ce5cf2f4344a19d8e5b3f7a90c1d2,multi-Region,eu-west-1 eu-central-1,only for AWS resources,KeyAdministrator; ops/Breakglass",
  "555555555555,Archive,CadoResponseCrossAccountRole,us-east-1,alias/archive-ebs,,,withhold,",
  "",
].join("\r\n");
