import type { Decisions } from './decision';
import { EcrRule, EcrRuleSeverity } from '../ecr-rule';

/** Decisions about policies and roles. */
export const ACCESS_DECISIONS = {
  [EcrRule.OPEN_POLICY]: {
    finding: EcrRuleSeverity.ERROR,
    warning: true,
    explanation: 'Whoever has an AWS account, also one made for it a minute ago, could do what the policy allows',
    remedy:
      'name accounts or roles in Principal, or add a condition that not everybody can meet, such as StringEquals on ' +
      'aws:PrincipalOrgID',
  },
  [EcrRule.ALLOWED_PRINCIPALS]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'Images are for the accounts and organizations that the checks were told of, and for nobody else',
    remedy: 'take it out of the policy, or add it to allowedAccounts or allowedOrganizations of EcrChecks',
  },
  [EcrRule.SERVICE_SOURCE]: {
    finding: EcrRuleSeverity.ERROR,
    warning: true,
    explanation: 'A service acts for all of its customers, and tells for whom only by the keys that it sends',
    remedy:
      'add the condition ArnLike on aws:SourceArn, or StringEquals on aws:SourceAccount, with the account that is meant',
  },
  [EcrRule.SOURCE_ORGANIZATION]: {
    warning: true,
    explanation:
      'AWS does not document that Lambda sends aws:SourceOrgID to Amazon ECR, and without it functions lose their image',
    remedy: 'name the accounts instead of the organization',
  },
  [EcrRule.FOR_ALL_VALUES]: {
    finding: EcrRuleSeverity.ERROR,
    warning: true,
    explanation: 'ForAllValues is true for a request without the key, such as one from an account of no organization',
    remedy: 'use ForAnyValue, or add the condition Null with "false" for the same key',
  },
  [EcrRule.ORGANIZATION_PATH]: {
    finding: EcrRuleSeverity.ERROR,
    warning: true,
    explanation: 'A path of AWS Organizations ends in a "/", and what a pattern leaves open is open',
    remedy:
      'end the path in "/" for the unit alone, or in "/*" (with ForAnyValue:StringLike) for the units below it as well',
  },
  [EcrRule.REGISTRY_DENY]: {
    finding: EcrRuleSeverity.ERROR,
    explanation:
      'Where the policy of a registry is enforced for all actions (policy scope V2), a Deny without exception also binds ' +
      'those who administer it, and CloudFormation',
    remedy:
      'list the actions to deny, or leave out these with NotAction: ["ecr:PutRegistryPolicy", "ecr:DeleteRegistryPolicy"], ' +
      'or exempt administrators with ArnNotLike on aws:PrincipalArn',
  },
  [EcrRule.POLICY_ACTIONS]: {
    finding: EcrRuleSeverity.ERROR,
    explanation:
      'An action that a policy cannot grant is neither allowed nor denied by it, although the policy reads as if it were',
    remedy: 'correct the name of the action, or take it out',
  },
  [EcrRule.ACCOUNT_PUSH]: {
    finding: EcrRuleSeverity.WARNING,
    warning: true,
    explanation: 'Whoever may push replaces what others run, and another account decides by itself who of it may',
    remedy: 'name the roles that push in Principal or with ArnLike on aws:PrincipalArn, and let the others pull only',
  },
  [EcrRule.POLICY_RESOURCES]: {
    finding: EcrRuleSeverity.ERROR,
    warning: true,
    explanation:
      'A repository policy is about its repository, while that of a registry has to say which repositories it is about',
    remedy: 'leave out Resource: the resource is the repository itself',
  },
  [EcrRule.POLICY_FORM]: {
    finding: EcrRuleSeverity.ERROR,
    explanation: 'Amazon ECR refuses a policy of another form, and the deployment is rolled back',
    remedy: 'correct the policy, or write it as an iam.PolicyDocument, whose form is right',
  },
  [EcrRule.REUSABLE_NAME]: {
    warning: true,
    explanation:
      'The name of a repository of a CI system can be taken over by another owner after a rename or deletion',
    remedy: 'name the repository by its id as well',
  },
  [EcrRule.CANNOT_SIGN]: {
    warning: true,
    explanation: 'A push to a signed repository by a principal that may not sign succeeds without a signature',
    remedy: 'allow the principal signer:SignPayload on the profile where it is declared',
  },
} satisfies Decisions;
