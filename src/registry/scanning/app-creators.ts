import { Stack } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { AppConstructs } from '../../core/app-constructs';
import { relate, Relation } from '../../core/environment';
import type { Creator } from '../../ecr/created-namespaces';
import { creatorsIn } from '../../ecr/created-namespaces';
import { ResourceType } from '../../ecr/resource-type';
import { isObject } from '../../text/json';

/** A creation template or a pull-through cache that the app declares with any construct. */
export interface AppCreator extends Creator {
  readonly resource: CfnResource;
}

/** The templates and caches in the account and region of a scope, each namespace once. */
export function creatorsBeside(scope: IConstruct, constructs: AppConstructs): AppCreator[] {
  const stack = Stack.of(scope);
  const creators = (type: string, property: string) =>
    constructs
      .resources(type)
      .filter((resource) => relate(stack, Stack.of(resource)) === Relation.SAME)
      .map((resource) => creatorOf(resource, property));
  return creatorsIn(
    creators(ResourceType.CREATION_TEMPLATE, 'prefix'),
    creators(ResourceType.PULL_THROUGH_CACHE_RULE, 'ecrRepositoryPrefix'),
  );
}

function creatorOf(resource: CfnResource, property: string): AppCreator {
  const { [property]: prefix, appliedFor }: Readonly<Record<string, unknown>> = Object(resource);
  const resolved: unknown = Stack.of(resource).resolve({ prefix, appliedFor });
  const values = isObject(resolved) ? resolved : {};
  return {
    resource,
    prefix: typeof values.prefix === 'string' ? values.prefix : undefined,
    uses: Array.isArray(values.appliedFor) ? values.appliedFor : [],
  };
}
