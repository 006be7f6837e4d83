import type { Decisions } from './decision';
import { EcrRule, EcrRuleSeverity } from '../ecr-rule';

/** Decisions about policies and roles. */
export const ACCESS_DECISIONS = {
  [EcrRule.OPEN_POLICY]: {
    finding: EcrRuleSeverity.ERROR,
    warning: true,
    explanation: 'Every AWS account in the world can do what the policy allows',
    remedy:
      'name accounts or roles in Principal, or add a condition that other accounts cannot meet, such as StringEquals on ' +
      'aws:PrincipalOrgID',
  },
  [EcrRule.POLICY_REPLACED]: {
    warning: true,
    explanation:
      'Grants and guardrails that a replaced policy had are lost, also a Deny that keeps other principals out',
    remedy: 'add statements with addToResourcePolicy instead, or leave out the access that is replaced',
  },
  [EcrRule.ALLOWED_PRINCIPALS]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'Only the accounts and organizations given to EcrChecks may use the images',
    remedy: 'remove it from the policy, or add it to allowedAccounts or allowedOrganizations of EcrChecks',
  },
  [EcrRule.REQUIRED_PERIMETER]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'Without the whole guardrail, what another statement allows also holds for principals outside',
    remedy:
      'add RepositoryAccess.denyOutside with the perimeter given to EcrChecks, and remove what replaces or loosens it',
  },
  [EcrRule.SERVICE_SOURCE]: {
    finding: EcrRuleSeverity.ERROR,
    warning: true,
    explanation:
      'A service acts for all of its customers; only a condition on a key that it sends limits it to your resources',
    remedy:
      'add the condition ArnLike on aws:SourceArn, or StringEquals on aws:SourceAccount, with the account that is meant',
  },
  [EcrRule.SOURCE_ORGANIZATION]: {
    warning: true,
    explanation:
      'AWS does not document that Lambda sends aws:SourceOrgID to Amazon ECR; without the key, functions cannot load their image',
    remedy: 'name the accounts instead of the organization',
  },
  [EcrRule.FOR_ALL_VALUES]: {
    finding: EcrRuleSeverity.ERROR,
    warning: true,
    explanation:
      'ForAllValues also matches a request without the key, such as one from an account outside any organization',
    remedy: 'use ForAnyValue, or add the condition Null with "false" for the same key',
  },
  [EcrRule.ORGANIZATION_PATH]: {
    finding: EcrRuleSeverity.ERROR,
    warning: true,
    explanation:
      'A path of AWS Organizations ends in a "/"; a pattern without it matches nothing, or more than is meant',
    remedy:
      'end the path in "/" for the unit alone, or in "/*" (with ForAnyValue:StringLike) for the units below it as well',
  },
  [EcrRule.POLICY_CONDITIONS]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'A condition that no request meets admits nobody; one that every request meets limits nobody',
    remedy: 'correct the key, the operator or the value of the condition',
  },
  [EcrRule.REGISTRY_DENY]: {
    finding: EcrRuleSeverity.ERROR,
    explanation:
      'A registry policy with policy scope V2 applies to all actions: a Deny without an exception also locks out ' +
      'administrators and CloudFormation',
    remedy:
      'list the actions to deny, or exclude these with NotAction: ["ecr:PutRegistryPolicy", "ecr:DeleteRegistryPolicy"], ' +
      'or exempt administrators with ArnNotLike on aws:PrincipalArn',
  },
  [EcrRule.POLICY_ACTIONS]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'Requests fail that the policy seems to allow, or succeed although it seems to deny them',
    remedy: 'correct the name of the action, or remove it',
  },
  [EcrRule.ACCOUNT_PUSH]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation:
      'A principal that can push can replace the images others run; the other account decides which of its principals can',
    remedy: 'name the roles that push in Principal or with ArnLike on aws:PrincipalArn, and let the others pull only',
  },
  [EcrRule.ADMINISTRATION]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation:
      'Who can change a policy or a setting can give access to anybody and take protection away, also from the owner',
    remedy: 'let others push or pull only, and administer with roles of the own account',
  },
  [EcrRule.IDENTITY_POLICY]: {
    finding: EcrRuleSeverity.WARNING,
    explanation:
      'A principal with the policy can delete or open up every repository of the account, also those of other teams',
    remedy: 'name repositories in Resource, or allow only what is used, such as with grants of the repository',
  },
  [EcrRule.PUSH_TRUST]: {
    finding: EcrRuleSeverity.WARNING,
    explanation: 'Every job that has the claims that a role trusts can push the images that others run',
    remedy: 'compare aud and sub with StringEquals, and name the repository with its branch, tag or environment in sub',
  },
  [EcrRule.PINNED_IMAGE]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'After a tag moves, the next start runs another image than the one that was reviewed',
    remedy: 'name the image by its digest, or by a tag of a repository whose tags cannot move',
  },
  [EcrRule.IMAGE_REGISTRY]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'An image of another registry runs without the scanning and the reviews of the allowed registries',
    remedy: 'copy the image to an allowed registry, pull it through a cache, or add its host to allowedImageRegistries',
  },
  [EcrRule.IMAGE_REFERENCE]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'No client finds the image, so that nothing starts',
    remedy: 'write <account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>, or take the URI of the repository',
  },
  [EcrRule.IMAGE_PULL]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'Without the permissions, the pull fails each time a container starts',
    remedy: 'let the role pull from the repository, such as with `grants.pull`',
  },
  [EcrRule.VPC_ENDPOINTS]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'Without interface endpoints, clients in the VPC reach Amazon ECR only over the internet',
    remedy: 'add RegistryEndpoints to the VPC',
  },
  [EcrRule.ENDPOINT_PULL]: {
    finding: EcrRuleSeverity.ERROR,
    explanation:
      'A pull logs in through ecr.api, gets the manifest through ecr.dkr and the layers from Amazon S3, and it fails ' +
      'where one of them is closed',
    remedy: 'correct the endpoint, or use RegistryEndpoints',
  },
  [EcrRule.LAMBDA_IMAGE]: {
    finding: EcrRuleSeverity.ERROR,
    explanation:
      'Lambda uses an image of another account only if its repository admits both the account and the service, and only ' +
      'an image of a private repository in its own region; it cannot use an image through a pull-through cache, and a ' +
      'Deny of the repository applies to it as well',
    remedy: 'add RepositoryAccess.pullFromLambda with the account to the repository, in the region of the function',
  },
  [EcrRule.POLICY_RESOURCES]: {
    finding: EcrRuleSeverity.ERROR,
    warning: true,
    explanation:
      'A repository policy always applies to its own repository; a registry policy must name the repositories it applies to',
    remedy: 'leave out Resource: the resource is the repository itself',
  },
  [EcrRule.POLICY_FORM]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'AWS refuses a malformed policy, and the deployment is rolled back',
    remedy: 'correct the policy, or build it with iam.PolicyDocument',
  },
  [EcrRule.REUSABLE_NAME]: {
    warning: true,
    explanation: 'After a repository of a CI system is renamed or deleted, another user can take its name',
    remedy: 'name the repository by its id as well',
  },
  [EcrRule.PULL_REQUEST_PUSH]: {
    warning: true,
    explanation: 'The author of a pull request could push images before anybody has reviewed the code',
    remedy: 'name the branch or tag from which images are built, as the message says for the CI system',
  },
  [EcrRule.CANNOT_SIGN]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'A push by a principal that cannot sign succeeds, but the image has no signature',
    remedy: 'allow the principal signer:SignPayload on the profile where it is declared',
  },
  [EcrRule.LAYERS_UNREACHABLE]: {
    warning: true,
    explanation: 'Clients get the layers of an image from Amazon S3, whose gateway endpoint has no security group',
    remedy: 'allow outbound traffic to the managed prefix list of Amazon S3 (`ec2.Peer.prefixList`)',
  },
} satisfies Decisions;
