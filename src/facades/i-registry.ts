import type * as ecr from 'aws-cdk-lib/aws-ecr';
import type { ResourceEnvironment } from 'aws-cdk-lib/interfaces';
import type { IConstruct } from 'constructs';
import type { RegistryScanning } from './registry-scanning';
import type { SigningRule } from './signing-rule';
import type { ScanFrequency } from '../ecr/scan-frequency';

/**
 * The private registry of an account and region, declared in this app or imported.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
 */
export interface IRegistry extends IConstruct {
  /** Account and region of the registry. */
  readonly env: ResourceEnvironment;

  /** Host of the registry: `<account>.dkr.ecr.<region>.amazonaws.com`. */
  readonly registryUri: string;

  /**
   * How the registry scans images, with all scanning rules that were added so far.
   *
   * @default - unknown, if the registry was declared or imported without `scanning`
   */
  readonly scanning?: RegistryScanning;

  /** The signing rules of the registry that were added so far: which images it signs, and with which profiles. */
  readonly signingRules: SigningRule[];

  /**
   * How often the registry scans the images of a repository.
   *
   * @param repository a repository whose name is known at synthesis
   * @throws if the registry's scanning is unknown, or the repository's name is known only at deployment
   */
  scanFrequencyOf(repository: ecr.IRepositoryRef): ScanFrequency;
}

/** Account, region and known configuration of an existing registry. */
export interface RegistryAttributes {
  /**
   * Account of the registry: 12 digits.
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
   * @default - unknown; rules for events of scans and findings then need `scanType`
   */
  readonly scanning?: RegistryScanning;

  /**
   * The signing rules of the registry: which images it signs, and with which profiles.
   *
   * @default - no image is signed, so grants to push include no permission to sign
   */
  readonly signingRules?: SigningRule[];
}
