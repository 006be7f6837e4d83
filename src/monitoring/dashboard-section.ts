/**
 * A section of a `RegistryDashboard`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html
 */
export enum DashboardSection {
  /** In which state alarms are, those in alarm first. */
  ALARMS = 'ALARMS',
  /** Pulls of the whole registry, and of the repositories that are pulled most. */
  PULLS = 'PULLS',
  /** Findings of scans, by severity. */
  FINDINGS = 'FINDINGS',
  /** Images that could not be replicated to the registry, or copied from an upstream, as its monitoring counts them. */
  FAILURES = 'FAILURES',
  /** Calls of the operations of the API, in percent of their quotas. */
  API_USAGE = 'API_USAGE',
}
