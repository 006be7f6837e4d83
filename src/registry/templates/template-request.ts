import type { CfnResource } from 'aws-cdk-lib';
import type { SettingsSource } from './template-settings';
import type { RepositoryAccess } from '../../access/repository-access';
import type { AppConstructs } from '../../core/app-constructs';
import type { TemplateUse } from '../../ecr/template-use';

/** A feature's request for the repositories that Amazon ECR creates. */
export interface TemplateRequest {
  /** Namespaces, with or without a `/` at the end, or `ROOT`. */
  readonly prefix: string;
  readonly appliedFor: TemplateUse;
  readonly settings: SettingsSource;
  /** The name of the feature in errors. */
  readonly contributor: string;
}

/** A creation template, for the features that share it. */
export interface SharedTemplate {
  readonly resource: CfnResource;
  /** Whether repositories get tags; final once the aspects have run. */
  tagsRepositories(constructsOf: () => AppConstructs): boolean;
  /** Lets more principals use the repositories that are created from now on. */
  admit(access: RepositoryAccess[]): void;
}
