/**
 * The service-linked roles that use keys of volumes, with the service of each. `launchesInstances`: the service launches
 * instances with encrypted volumes, or starts them. A name that is not here may have any service.
 * Source: the page "Using service-linked roles" of each service's guide; facts §5, §8.
 */
export const serviceLinkedRoles: Readonly<
  Record<string, { readonly service: string; readonly launchesInstances?: true }>
> = {
  AWSServiceRoleForAutoScaling: { service: "autoscaling.amazonaws.com", launchesInstances: true },
  AWSServiceRoleForEC2Spot: { service: "spot.amazonaws.com", launchesInstances: true },
  AWSServiceRoleForEC2SpotFleet: { service: "spotfleet.amazonaws.com", launchesInstances: true },
  AWSServiceRoleForEC2Fleet: { service: "ec2fleet.amazonaws.com", launchesInstances: true },
  AWSServiceRoleForAmazonEKSNodegroup: { service: "eks-nodegroup.amazonaws.com" },
  AWSServiceRoleForBackup: { service: "backup.amazonaws.com" },
  AWSServiceRoleForBatch: { service: "batch.amazonaws.com" },
  AWSServiceRoleForAmazonGuardDutyMalwareProtection: {
    service: "malware-protection.guardduty.amazonaws.com",
  },
  AWSServiceRoleForAmazonInspector2Agentless: { service: "agentless.inspector2.amazonaws.com" },
  AWSServiceRoleForRDS: { service: "rds.amazonaws.com" },
  AWSServiceRoleForElasticDisasterRecovery: { service: "drs.amazonaws.com" },
  AWSServiceRoleForApplicationMigrationService: { service: "mgn.amazonaws.com" },
  AWSServiceRoleForImageBuilder: { service: "imagebuilder.amazonaws.com" },
  AWSServiceRoleForKeyManagementServiceMultiRegionKeys: { service: "mrk.kms.amazonaws.com" },
};
