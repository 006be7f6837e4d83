import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { IConstruct } from 'constructs';
import type { IReplicationDestination } from './i-replication-destination';
import type { RegistryScanning } from './registry-scanning';
import type { SigningRule } from './signing-rule';
import type { ScanFrequency } from '../ecr/scan-frequency';

/**
 * The private registry of an account and region, owned by this app or imported; whatever only reads a registry takes it.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
 */
export interface IRegistry extends IConstruct, IReplicationDestination {
  /** Host of the registry: `<account>.dkr.ecr.<region>.amazonaws.com`. */
  readonly registryUri: string;

  /**
   * How the registry scans images, with all rules that were added up to now.
   *
   * @default - unknown; nothing was said of scanning
   */
  readonly scanning?: RegistryScanning;

  /** Which images the registry signs, with which profiles, as far as it is known up to now. */
  readonly signingRules: SigningRule[];

  /**
   * How often the registry scans the images of a repository.
   *
   * @param repository a repository whose name is known at synthesis
   * @throws if nothing is known of the registry's scanning, or the repository's name is known only at deployment
   */
  scanFrequencyOf(repository: ecr.IRepositoryRef): ScanFrequency;
}

/** What identifies an existing registry, and what is known of its configuration. */
export interface RegistryAttributes {
  /**
   * Account of the registry.
   *
   * @default - the account of the stack
   */
  readonly account?: string;

  /**
   * Region of the registry.
   *
   * @default - the region of the stack
   */
  readonly region?: string;

  /**
   * How the registry scans images.
   *
   * @default - unknown; what depends on it must be told
   */
  readonly scanning?: RegistryScanning;

  /**
   * Which images the registry signs, with which profiles.
   *
   * @default - no image is signed, so that pushers need no permission to sign
   */
  readonly signingRules?: SigningRule[];
}
