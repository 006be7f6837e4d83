import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Ids of all warnings. They are API: users acknowledge them by id
 * (`Validations.of(scope).acknowledge({ id, reason })`), and the README lists them.
 */
export enum Warning {
  /** An option makes a repository fail a compliance control that it passes with defaults. */
  CONTROL_LOST = 'cdk-ecr:controlLost',
  /** Two registries may own the same environment, which is known only at deployment. */
  POSSIBLE_SECOND_OWNER = 'cdk-ecr:possibleSecondOwner',
  /** More repositories share one KMS key than its quota of grants allows. */
  KEY_GRANTS = 'cdk-ecr:keyGrants',
  /** A statement of a repository policy admits everybody, whatever account or organization they belong to. */
  OPEN_POLICY = 'cdk-ecr:openPolicy',
  /** A statement of a repository policy has a Resource element. */
  POLICY_RESOURCES = 'cdk-ecr:policyResources',
  /** Who pushes to a signed repository cannot be given the permission to sign. */
  CANNOT_SIGN = 'cdk-ecr:cannotSign',
  /** The lifecycle of signed repositories expires untagged images, which signatures are stored as. */
  SIGNATURES_EXPIRE = 'cdk-ecr:signaturesExpire',
}

/** Adds an acknowledgeable warning to the construct that causes it. */
export function warn(scope: IConstruct, id: Warning, message: string): void {
  Validations.of(scope).addWarning(id, message);
}
