import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { AccessRequest, PolicyDocument } from './access-request';
import { describeDecisions } from './decisions';
import { SynthesizedStack } from './synthesized-stack';
import { Registry } from '../../../src/registry/registry';
import { ImageSigningProfile } from '../../../src/registry/signing/image-signing-profile';
import { PrivateRepository } from '../../../src/repository/private-repository';

const ACCOUNT = '111111111111';
const REGION = 'eu-west-1';
const ARN = `arn:aws:signer:${REGION}:${ACCOUNT}:/signing-profiles/`;

type Push = (repository: PrivateRepository, pusher: iam.Role) => void;

const push: Push = (repository, pusher) => repository.grantPullPush(pusher);

/** What a role may do that was granted something on `prod/api`, where images of some repositories are signed. */
function policies(grant: Push, filters: string[] | undefined, ruleFirst: boolean): PolicyDocument[] {
  const stack = new Stack(new App(), 'Registry', { env: { account: ACCOUNT, region: REGION } });
  const profile = new ImageSigningProfile(stack, 'Profile', { signingProfileName: 'images' });
  const registry = new Registry(stack, 'Registry');
  const repository = new PrivateRepository(stack, 'Api', { repositoryName: 'prod/api' });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  const steps = [() => registry.addSigningRule({ profile, repositoryFilters: filters }), () => grant(repository, role)];
  for (const step of ruleFirst ? steps : steps.reverse()) step();
  const logicalId = (construct: iam.Role | ImageSigningProfile) =>
    stack.getLogicalId(construct.node.defaultChild as iam.CfnRole);
  return SynthesizedStack.of(stack, { arns: { [logicalId(profile)]: `${ARN}images` } }).identityPolicies(
    logicalId(role),
  );
}

/** The service signs with the permissions of the principal that pushed. */
function signs(identityPolicies: PolicyDocument[]): AccessRequest {
  return {
    caller: { kind: 'role', account: ACCOUNT, name: 'ci' },
    via: ['ecr.amazonaws.com'],
    action: 'signer:SignPayload',
    resource: `${ARN}images`,
    identityPolicies,
  };
}

describeDecisions(
  'signing',
  [true, false].flatMap((ruleFirst) =>
    [['prod/*'], undefined].map((filters) => ({
      name: `the principal that pushes signs: ${filters ?? 'all repositories'}, ${ruleFirst ? 'rule' : 'grant'} first`,
      allow: signs(policies(push, filters, ruleFirst)),
      denyWhen: [
        { when: 'the profile is another one', change: { resource: `${ARN}others` } },
        { when: 'the profile has a longer name', change: { resource: `${ARN}images_of_others` } },
        { when: 'it starts a signing job instead', change: { action: 'signer:StartSigningJob' } },
        { when: 'it cancels the profile instead', change: { action: 'signer:CancelSigningProfile' } },
        {
          when: 'no rule matches the repository',
          change: { identityPolicies: policies(push, ['dev/*'], ruleFirst) },
        },
        {
          when: 'it was granted to pull only',
          change: {
            identityPolicies: policies((repository, role) => repository.grantPull(role), filters, ruleFirst),
          },
        },
      ],
    })),
  ),
);
