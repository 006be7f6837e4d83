/**
 * Whether a setting of the registry ends when the line that asked for it is removed from the app.
 *
 * Scanning and signing are always retained. A scanning configuration that CloudFormation deletes may turn Amazon
 * Inspector off for the whole account, and AWS does not document the deletion of a signing configuration. Switch scanning
 * off by a value instead.
 */
export enum RegistryRemovalPolicy {
  /** CloudFormation deletes the setting, which revokes what it gave. */
  REVOKE = 'revoke',
  /** The setting stays in force, and no stack manages it any more. */
  RETAIN = 'retain',
}
