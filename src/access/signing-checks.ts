import { checkProfile } from './signing-profile';
import { checkFilters } from '../ecr/signing-filter';
import type { IRegistry } from '../facades/i-registry';
import type { SigningRule } from '../facades/signing-rule';
import { InvalidInputError } from '../text/errors';
import { isLiteral } from '../text/unresolved';

const OWNER = 'SigningRule';

/** Regions that lack AWS::ECR::SigningConfiguration; all of China does. */
const WITHOUT_SIGNING = [
  'ap-east-2',
  'ap-northeast-3',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-west-1',
  'eu-central-2',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'mx-central-1',
];

/** Whether a region has managed signing. */
export function hasSigning(region: string): boolean {
  return !region.startsWith('cn-') && !WITHOUT_SIGNING.includes(region);
}

/** Throws unless the registry can have the rule. */
export function checkSigningRule(registry: IRegistry, { profile, repositoryFilters }: SigningRule): void {
  const { region } = registry.env;
  if (isLiteral(region) && !hasSigning(region)) {
    throw new InvalidInputError({
      scope: registry,
      owner: OWNER,
      property: 'region',
      found: region,
      must: 'have managed signing',
      remedy: 'sign in a region that has it, or let the client sign that pushes',
    });
  }
  checkProfile(registry, OWNER, profile);
  if (repositoryFilters) checkFilters(registry, OWNER, repositoryFilters);
}
