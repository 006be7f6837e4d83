import * as ecr from 'aws-cdk-lib/aws-ecr';
import type { IConstruct } from 'constructs';
import { AppConstructs } from '../core/app-constructs';
import { relate, Relation } from '../core/environment';
import { describe } from '../text/errors';

/** Types of resources that an account has once in each region. */
const SINGLETONS = [
  ecr.CfnRegistryPolicy,
  ecr.CfnRegistryScanningConfiguration,
  ecr.CfnReplicationConfiguration,
  ecr.CfnSigningConfiguration,
].map((type) => type.CFN_RESOURCE_TYPE_NAME);

/** Errors for raw resources of the app that set what the registry owns. */
export function checkSingletons(registry: IConstruct): string[] {
  return AppConstructs.validating(registry)
    .resources(...SINGLETONS)
    .filter((resource) => !resource.node.scopes.includes(registry) && relate(registry, resource) === Relation.SAME)
    .map((resource) =>
      describe({
        scope: registry,
        api: 'Registry',
        property: resource.cfnResourceType,
        found: resource.node.path,
        must: `be set by one owner, and ${registry.node.path} owns the registry of this account and region`,
        remedy: 'contribute to the Registry instead, or remove one of the two',
      }),
    );
}
