/**
 * A section of a `RegistryDashboard`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html
 */
export enum DashboardSection {
  /** The state of each alarm, with the alarms in state `ALARM` first. */
  ALARMS = 'ALARMS',
  /** Number of pulls from the whole registry, and from the repositories that are pulled most. */
  PULLS = 'PULLS',
  /** Number of vulnerabilities that image scans found, by severity. Needs `findingMetrics`. */
  FINDINGS = 'FINDINGS',
  /**
   * Number of images that could not be replicated to the registry, or copied into a pull-through cache.
   *
   * Needs a `RegistryMonitoring` in `monitoring`, which counts these failures.
   */
  FAILURES = 'FAILURES',
  /** Calls of each API operation of Amazon ECR, such as `PutImage`, in percent of its quota. */
  API_USAGE = 'API_USAGE',
}
