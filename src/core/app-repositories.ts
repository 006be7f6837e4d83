import { CfnResource, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import type { IConstruct } from 'constructs';
import { relate, Relation } from './environment';
import { isLiteral } from '../text/unresolved';

/** A private repository that the app declares, by whatever construct. */
export interface AppRepository {
  readonly resource: ecr.CfnRepository;
  /** Its name, where it is known at synthesis. */
  readonly name?: string;
}

/** All repositories that the app declares in the account and region of the scope: ours, the L2's, and raw L1s. */
export function repositoriesBeside(scope: IConstruct): AppRepository[] {
  const found: AppRepository[] = [];
  for (const construct of scope.node.root.node.findAll()) {
    if (isRepositoryResource(construct) && relate(scope, construct) === Relation.SAME) {
      found.push({ resource: construct, name: nameOf(construct) });
    }
  }
  return found;
}

/** The name of a repository where it is known at synthesis, also where its attribute is a reference. */
export function literalNameOf(repository: ecr.IRepositoryRef): string | undefined {
  const { repositoryName } = repository.repositoryRef;
  if (isLiteral(repositoryName)) return repositoryName;
  const resource = [repository, repository.node.defaultChild].find((one) => one && isRepositoryResource(one));
  return resource && nameOf(resource as ecr.CfnRepository);
}

function isRepositoryResource(construct: IConstruct): construct is ecr.CfnRepository {
  return CfnResource.isCfnResource(construct) && construct.cfnResourceType === ecr.CfnRepository.CFN_RESOURCE_TYPE_NAME;
}

function nameOf(resource: ecr.CfnRepository): string | undefined {
  // A token may still resolve to a literal, as the L2's does.
  const name: unknown = Stack.of(resource).resolve(resource.repositoryName);
  return typeof name === 'string' ? name : undefined;
}
