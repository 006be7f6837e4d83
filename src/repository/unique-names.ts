import { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import type { IConstruct } from 'constructs';
import { AppConstructs } from '../core/app-constructs';
import { nameOf } from '../core/app-repositories';
import { environmentOf, isConcrete, outermostStack } from '../core/environment';
import { declaringConstruct } from '../core/l1-of';
import { stageOf } from '../core/owners';
import { StageValidation } from '../core/stage-validation';
import { describe } from '../text/errors';

const UNIQUE_NAMES = new StageValidation('uniqueNames', repeatedNames);

/** Makes it an error that two repositories of an account and region have one name. Any construct may declare them. */
export function checkUniqueNames(repository: IConstruct): void {
  UNIQUE_NAMES.addFor(repository);
}

/** Errors for the names that a repository of the stage repeats. One walk serves all repositories. */
function repeatedNames(stage: IConstruct): string[] {
  const first = new Map<string, ecr.CfnRepository>();
  const all = AppConstructs.validating(stage).resources(
    ecr.CfnRepository.CFN_RESOURCE_TYPE_NAME,
  ) as ecr.CfnRepository[];
  return all.flatMap((resource) => {
    const name = nameOf(resource);
    // Conditions may exclude each other.
    if (name === undefined || resource.cfnOptions.condition) return [];
    const key = `${placeOf(resource)}/${name}`;
    const other = first.get(key);
    if (!other) first.set(key, resource);
    if (!other || ![other, resource].some((each) => stageOf(each) === stage)) return [];
    return describe({
      scope: declaringConstruct(resource),
      api: 'PrivateRepository',
      property: 'repositoryName',
      found: name,
      must: `be unique in its account and region, and ${declaringConstruct(other).node.path} has it already`,
      remedy: 'give each repository a name of its own, or import the one that exists',
    });
  });
}

/** Stacks without an environment may be deployed to different ones. */
function placeOf(resource: ecr.CfnRepository): string {
  const env = environmentOf(resource);
  return isConcrete(env) ? `${env.account}/${env.region}` : outermostStack(Stack.of(resource)).node.addr;
}
