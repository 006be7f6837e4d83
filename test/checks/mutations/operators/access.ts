import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { ORGANIZATION, OTHER, policy, PULL } from '../apps/parts';
import type { Json, Site } from '../mutant';
import { undecided } from '../operator';
import type { Context, Operator } from '../operator';

const { REPOSITORY, PUBLIC_REPOSITORY, CREATION_TEMPLATE, REGISTRY_POLICY, IAM_ROLE, IAM_POLICY, FUNCTION } =
  ResourceType;

const UNIT = `${ORGANIZATION}/r-ab12/ou-ab12-11111111`;
const IN_ORGANIZATION = { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } };
const PUSH = ['ecr:PutImage', 'ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload'];
const DENY_OUTSIDE = {
  Effect: 'Deny',
  Principal: '*',
  Action: 'ecr:*',
  Condition: { StringNotEquals: IN_ORGANIZATION.StringEquals },
};

/** Sets the policy of a repository or creation template, which has it as a text. */
function setPolicy(site: Site, document: Json): void {
  const isTemplate = site.original.type === CREATION_TEMPLATE;
  if (isTemplate) site.set('RepositoryPolicy', JSON.stringify(document));
  else site.set('RepositoryPolicyText', document);
}

const inCommercial = ({ stack: { region = '' } }: Site) => !/^(cn|us-gov)-/.test(region);

/** Each Deny for all but members of an organization stops AWS Lambda as well. */
const withoutFunctions = (site: Site) => inCommercial(site) && site.nearby(FUNCTION).length === 0;

/** A statement that is a mistake, and others with which it is none. */
function statement(
  rule: EcrRule,
  name: string,
  mistake: Json,
  sound: Record<string, Json[]>,
  more: Partial<Operator> = {},
): Operator {
  const contexts = Object.entries(sound).map(([each, statements]): Context => ({
    name: each,
    change: (site) => setPolicy(site, policy(...statements)),
  }));
  return {
    rule,
    name,
    on: [REPOSITORY, CREATION_TEMPLATE],
    when: inCommercial,
    change: (site) => setPolicy(site, policy(mistake)),
    sound: [...contexts, ...(more.sound ?? [])],
    ...(({ sound: _, ...others }) => others)(more),
  };
}

const everybody = { Principal: '*' };
const FUNCTIONS_OF_OTHER = { ArnLike: { 'aws:SourceArn': `arn:aws:lambda:*:${OTHER}:function:*` } };
const lambda = { Principal: { Service: 'lambda.amazonaws.com' } };
const codebuild = {
  Principal: { Service: 'codebuild.amazonaws.com' },
  Condition: { StringEquals: { 'aws:SourceAccount': OTHER } },
};
const ADMIN = `arn:aws:iam::${OTHER}:role/admin`;
const ALL_BUT = { Effect: 'Deny', Principal: undefined, Action: 'ecr:BatchDeleteImage' };
const publicOnly: Partial<Operator> = { on: [PUBLIC_REPOSITORY], when: () => true };

export const REPOSITORY_POLICIES: readonly Operator[] = [
  statement(
    EcrRule.OPEN_POLICY,
    'everybody may pull',
    everybody,
    {
      'a condition limits it to the organization': [{ ...everybody, Condition: IN_ORGANIZATION }],
      'a condition limits it to an endpoint': [
        { ...everybody, Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d4e5f60718' } } },
      ],
      'a Deny keeps out who is not of the organization': [everybody, DENY_OUTSIDE],
    },
    { when: withoutFunctions },
  ),
  statement(
    EcrRule.OPEN_POLICY,
    'everybody may do all',
    { Principal: { AWS: '*' }, Action: 'ecr:*' },
    { 'everybody is denied all': [{ Effect: 'Deny', Principal: { AWS: '*' }, Action: 'ecr:PutImage' }] },
    { also: [EcrRule.ADMINISTRATION] },
  ),
  statement(
    EcrRule.OPEN_POLICY,
    'a condition on the organization takes any organization',
    { ...everybody, Condition: { StringLike: { 'aws:PrincipalOrgID': 'o-*' } } },
    { 'the pattern has no wildcard': [{ ...everybody, Condition: { StringLike: IN_ORGANIZATION.StringEquals } }] },
  ),
  statement(
    EcrRule.OPEN_POLICY,
    'a condition need not be met',
    { ...everybody, Condition: { StringEqualsIfExists: IN_ORGANIZATION.StringEquals } },
    {
      'the condition has to be met': [{ ...everybody, Condition: IN_ORGANIZATION }],
    },
  ),
  statement(
    EcrRule.OPEN_POLICY,
    'an Allow is for all but an account',
    { Principal: undefined, NotPrincipal: { AWS: `arn:aws:iam::${OTHER}:root` } },
    {
      'a Deny is for all but an account': [
        { Principal: undefined, NotPrincipal: { AWS: `arn:aws:iam::${OTHER}:root` }, Effect: 'Deny', Action: PUSH },
      ],
    },
  ),
  statement(
    EcrRule.OPEN_POLICY,
    'everybody may push to the gallery',
    { ...everybody, Action: ['ecr-public:PutImage', 'ecr-public:InitiateLayerUpload'] },
    { 'everybody may look': [{ ...everybody, Action: ['ecr-public:DescribeImages'] }] },
    publicOnly,
  ),
  statement(
    EcrRule.ALLOWED_PRINCIPALS,
    'an account is admitted that is not allowed',
    {},
    { 'a role of the own account is admitted': [{ Principal: { AWS: '111122223333' } }] },
    {
      props: { allowedAccounts: ['777788889999'] },
      when: (site) => inCommercial(site) && isLocal(site) && admitsNobody(site),
      sound: [
        { name: 'the account is allowed', props: { allowedAccounts: [OTHER] } },
        undecided('RepositoryPolicyText.Statement', {
          when: (site) => inCommercial(site) && site.original.type === REPOSITORY && admitsNobody(site),
        }),
      ],
    },
  ),
  statement(
    EcrRule.ALLOWED_PRINCIPALS,
    'an organization is admitted that is not allowed',
    { ...everybody, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-zzzzzzzzzz' } } },
    { 'the own organization is admitted': [{ ...everybody, Condition: IN_ORGANIZATION }] },
    { props: { allowedOrganizations: [ORGANIZATION] }, when: (site) => inCommercial(site) && isLocal(site) },
  ),
  statement(EcrRule.SERVICE_SOURCE, 'Lambda is admitted for all accounts', lambda, {
    'a condition names the functions': [
      {
        ...lambda,
        Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:lambda:*:${OTHER}:function:*` } },
      },
      {},
    ],
    'a condition names the account': [{ ...lambda, Condition: { StringEquals: { 'aws:SourceAccount': OTHER } } }, {}],
  }),
  statement(
    EcrRule.SERVICE_SOURCE,
    'Lambda is admitted on a condition that it never meets',
    { ...lambda, Condition: IN_ORGANIZATION },
    { 'the condition is for principals': [{ ...everybody, Condition: IN_ORGANIZATION }] },
  ),
  statement(
    EcrRule.LAMBDA_IMAGE,
    'Lambda is admitted for another account whose principals are not',
    { ...lambda, Condition: FUNCTIONS_OF_OTHER },
    { 'the principals are admitted too': [{ ...lambda, Condition: FUNCTIONS_OF_OTHER }, {}] },
    { when: (site) => inCommercial(site) && isLocal(site) },
  ),
  statement(
    EcrRule.LAMBDA_IMAGE,
    'another account is admitted for Lambda, but not the service',
    { Sid: 'LambdaDeploymentAccounts' },
    { 'its statement has another name': [{ Sid: 'PullFromAccounts' }] },
    { when: (site) => inCommercial(site) && isLocal(site) },
  ),
  statement(
    EcrRule.POLICY_CONDITIONS,
    'an organization is compared with a pattern as a text',
    { ...everybody, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1*' } } },
    { 'the text is whole': [{ ...everybody, Condition: IN_ORGANIZATION }] },
  ),
  statement(
    EcrRule.POLICY_CONDITIONS,
    'a condition asks for the account of a service',
    { Condition: { StringEquals: { 'aws:SourceAccount': OTHER } } },
    { 'it is of a service': [{ ...lambda, Condition: { StringEquals: { 'aws:SourceAccount': OTHER } } }, {}] },
  ),
  statement(
    EcrRule.POLICY_CONDITIONS,
    'a condition asks for another account than the principal',
    { Condition: { StringEquals: { 'aws:PrincipalAccount': '777788889999' } } },
    { 'it asks for the account': [{ Condition: { StringEquals: { 'aws:PrincipalAccount': OTHER } } }] },
  ),
  statement(
    EcrRule.POLICY_CONDITIONS,
    'an address and an endpoint are asked for at once',
    {
      ...everybody,
      Condition: {
        StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d4e5f60718' },
        IpAddress: { 'aws:SourceIp': '203.0.113.0/24' },
      },
    },
    {
      'each has a statement': [
        { ...everybody, Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d4e5f60718' } } },
        { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } },
      ],
    },
  ),
  statement(
    EcrRule.FOR_ALL_VALUES,
    'all values of a path are compared, though there may be none',
    { ...everybody, Condition: { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': `${UNIT}/*` } } },
    {
      'the key has to be there': [
        {
          ...everybody,
          Condition: {
            'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': `${UNIT}/*` },
            Null: { 'aws:PrincipalOrgPaths': 'false' },
          },
        },
      ],
      'one value is enough': [
        { ...everybody, Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${UNIT}/*` } } },
      ],
    },
  ),
  statement(
    EcrRule.ORGANIZATION_PATH,
    'a path lacks the last slash',
    { ...everybody, Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${UNIT}*` } } },
    {
      'a whole part is a wildcard': [
        {
          ...everybody,
          Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${ORGANIZATION}/r-ab12/ou-*` } },
        },
      ],
    },
  ),
  statement(
    EcrRule.POLICY_ACTIONS,
    'a repository policy grants the login',
    { Action: [...PULL, 'ecr:GetAuthorizationToken'] },
    {
      'all actions of pulls are granted by a wildcard': [
        { Action: 'ecr:Batch*Image', Principal: { AWS: { Ref: 'AWS::AccountId' } } },
      ],
    },
    { on: [REPOSITORY] },
  ),
  statement(
    EcrRule.POLICY_ACTIONS,
    'a service gets images without their layers',
    { ...codebuild, Action: 'ecr:BatchGetImage' },
    {
      'another statement lets it get the layers': [
        { ...codebuild, Action: 'ecr:BatchGetImage' },
        { ...codebuild, Action: 'ecr:GetDownloadUrlForLayer' },
      ],
      'it is the own account, whose roles may have the other action': [
        { Action: 'ecr:BatchGetImage', Principal: { AWS: '111122223333' } },
      ],
      'it gets them by a wildcard': [{ ...codebuild, Action: ['ecr:BatchGet*', 'ecr:GetDownload*'] }],
    },
    { when: (site) => inCommercial(site) && isLocal(site) },
  ),
  statement(
    EcrRule.POLICY_ACTIONS,
    'another account gets layers without their images',
    { Action: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer'] },
    {
      'it only reads images': [{ Action: ['ecr:BatchGetImage', 'ecr:DescribeImages'] }],
      'another statement lets a role of it get images': [
        { Action: 'ecr:GetDownloadUrlForLayer' },
        { Action: 'ecr:BatchGetImage', Principal: { AWS: `arn:aws:iam::${OTHER}:role/ci` } },
      ],
      'the organization may get images': [
        { Action: 'ecr:GetDownloadUrlForLayer' },
        { Action: 'ecr:BatchGetImage', Principal: '*', Condition: IN_ORGANIZATION },
      ],
    },
    { when: (site) => inCommercial(site) && isLocal(site) },
  ),
  statement(
    EcrRule.POLICY_ACTIONS,
    'another account begins a push that it cannot complete',
    { Action: PUSH.slice(0, 3), Principal: { AWS: `arn:aws:iam::${OTHER}:role/ci` } },
    {
      'another statement lets it complete the push': [
        { Action: PUSH.slice(0, 3), Principal: { AWS: `arn:aws:iam::${OTHER}:role/ci` } },
        { Action: PUSH.slice(3), Principal: { AWS: `arn:aws:iam::${OTHER}:role/ci` } },
      ],
      'it is a role of the own account, which may have the rest': [
        { Action: PUSH.slice(0, 3), Principal: { AWS: 'arn:aws:iam::111122223333:role/ci' } },
      ],
    },
    { when: (site) => inCommercial(site) && isLocal(site) },
  ),
  statement(
    EcrRule.POLICY_ACTIONS,
    'nobody may change the policy any more',
    { Effect: 'Deny', ...everybody, Action: 'ecr:*' },
    {
      'an administrator may': [
        {
          Effect: 'Deny',
          ...everybody,
          Action: 'ecr:*',
          Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/admin' } },
        },
      ],
      'only the deletion of images is denied': [{ Effect: 'Deny', ...everybody, Action: 'ecr:BatchDeleteImage' }],
    },
    { when: withoutFunctions },
  ),
  {
    rule: EcrRule.POLICY_ACTIONS,
    name: 'a Deny outside the organization catches a service',
    on: [REPOSITORY],
    when: inCommercial,
    change: (site) => setPolicy(site, policy({ ...codebuild, Action: PULL }, DENY_OUTSIDE)),
    sound: [
      {
        name: 'services are exempt',
        change: (site) => {
          const Condition = { ...DENY_OUTSIDE.Condition, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } };
          setPolicy(site, policy({ ...codebuild, Action: PULL }, { ...DENY_OUTSIDE, Condition }));
        },
      },
    ],
  },
  statement(
    EcrRule.POLICY_CONDITIONS,
    'a Deny exempts a role of any account',
    {
      ...DENY_OUTSIDE,
      Condition: { ...DENY_OUTSIDE.Condition, ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin' } },
    },
    {
      'it exempts a role of one account': [
        {
          ...DENY_OUTSIDE,
          Condition: {
            ...DENY_OUTSIDE.Condition,
            ArnNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:role/admin` },
          },
        },
      ],
    },
    { on: [REPOSITORY], when: withoutFunctions },
  ),
  statement(
    EcrRule.POLICY_ACTIONS,
    'a Deny exempts a role, and not its account',
    { ...ALL_BUT, NotPrincipal: { AWS: ADMIN } },
    { 'it exempts the account, too': [{ ...ALL_BUT, NotPrincipal: { AWS: [ADMIN, `arn:aws:iam::${OTHER}:root`] } }] },
  ),
  statement(
    EcrRule.POLICY_ACTIONS,
    'the gallery has actions of private repositories',
    { Action: ['ecr:PutImage', 'ecr:InitiateLayerUpload'] },
    { 'the actions are those of the gallery': [{ Action: ['ecr-public:DescribeImages'] }] },
    publicOnly,
  ),
  statement(
    EcrRule.UNKNOWN_NAME,
    'the library does not know an action',
    { Action: [...PULL, 'ecr:BatchImportLayerAvailability'] },
    { 'the action is one that exists': [{ Action: [...PULL, 'ecr:BatchCheckLayerAvailability'] }] },
    // The nearest of all actions is searched, which takes a while.
    { on: [CREATION_TEMPLATE] },
  ),
  statement(
    EcrRule.ACCOUNT_PUSH,
    'another account may push and delete',
    { Action: ['ecr:PutImage', 'ecr:BatchDeleteImage'] },
    {
      'a role of it may': [{ Action: PUSH, Principal: { AWS: `arn:aws:iam::${OTHER}:role/ci` } }],
      'the own account may': [{ Action: PUSH, Principal: { AWS: { 'Fn::Sub': '${AWS::AccountId}' } } }],
    },
    { on: [REPOSITORY], when: (site) => inCommercial(site) && isLocal(site) },
  ),
  statement(
    EcrRule.ACCOUNT_PUSH,
    'all of an organization may push',
    { ...everybody, Action: PUSH, Condition: IN_ORGANIZATION },
    {
      'all of it may pull': [{ ...everybody, Condition: IN_ORGANIZATION }],
      'a condition names a role': [
        {
          ...everybody,
          Action: PUSH,
          Condition: { ...IN_ORGANIZATION, ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:role/ci` } },
        },
      ],
    },
  ),
  statement(
    EcrRule.ADMINISTRATION,
    'a role of another account may change the policy',
    { Action: 'ecr:SetRepositoryPolicy', Principal: { AWS: `arn:aws:iam::${OTHER}:role/admin` } },
    {
      'a role of the own account may': [
        {
          Action: 'ecr:SetRepositoryPolicy',
          Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/admin' } },
        },
      ],
      'the role is denied it': [
        { Effect: 'Deny', Action: 'ecr:SetRepositoryPolicy', Principal: { AWS: `arn:aws:iam::${OTHER}:role/admin` } },
      ],
    },
    { on: [REPOSITORY], when: (site) => inCommercial(site) && isLocal(site) },
  ),
  statement(
    EcrRule.POLICY_RESOURCES,
    'a repository policy has a Resource',
    { Resource: '*' },
    { 'there is none': [{}] },
    { sound: [undecided('RepositoryPolicyText', { when: ({ original }) => original.type === REPOSITORY })] },
  ),
  {
    rule: EcrRule.POLICY_FORM,
    name: 'the policy of a creation template is an object',
    on: [CREATION_TEMPLATE],
    change: (site) => site.set('RepositoryPolicy', policy({})),
    sound: [
      undecided('RepositoryPolicy'),
      { name: 'it is a text', change: (site) => site.set('RepositoryPolicy', JSON.stringify(policy({}))) },
    ],
  },
  statement(
    EcrRule.POLICY_FORM,
    'an account id has lost its leading zero',
    { Principal: { AWS: 12345678901 } },
    { 'it has twelve digits as a text': [{ Principal: { AWS: '012345678901' } }] },
  ),
  statement(
    EcrRule.POLICY_FORM,
    'a condition has an operator that does not exist',
    { Condition: { StringEqual: IN_ORGANIZATION.StringEquals } },
    { 'the operator exists': [{ Condition: IN_ORGANIZATION }] },
  ),
  statement(
    EcrRule.POLICY_FORM,
    'a principal is a pattern',
    { Principal: { AWS: `arn:aws:iam::${OTHER}:role/ci-*` } },
    {
      'the pattern is in a condition': [
        { Condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER}:role/ci-*` } } },
      ],
    },
  ),
  statement(
    EcrRule.POLICY_FORM,
    'a principal under the partition of the deployment is a pattern',
    { Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${OTHER}:role/*`]] } } },
    {
      'it is a role': [
        { Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${OTHER}:role/ci`]] } } },
      ],
    },
    { on: [REPOSITORY] },
  ),
  statement(
    EcrRule.POLICY_FORM,
    'a principal is an instance profile',
    { Principal: { AWS: `arn:aws:iam::${OTHER}:instance-profile/node` } },
    { 'it is the role of the profile': [{ Principal: { AWS: `arn:aws:iam::${OTHER}:role/node` } }] },
  ),
  statement(
    EcrRule.POLICY_FORM,
    'the root of an account has a capital letter',
    { Principal: { AWS: `arn:aws:iam::${OTHER}:Root` } },
    { 'it has none': [{ Principal: { AWS: `arn:aws:iam::${OTHER}:root` } }] },
  ),
  statement(
    EcrRule.POLICY_FORM,
    'a condition has no value but null',
    { Condition: { StringEquals: { 'aws:PrincipalOrgID': null } } },
    { 'it has a value': [{ Condition: IN_ORGANIZATION }] },
    { on: [REPOSITORY] },
  ),
  statement(
    EcrRule.POLICY_FORM,
    'a principal is the id of a role that was deleted',
    { Principal: { AWS: 'AROA1234567890EXAMPLE' } },
    { 'a condition has the id': [{ Condition: { StringLike: { 'aws:userid': 'AROA1234567890EXAMPLE:*' } } }] },
  ),
  statement(
    EcrRule.POLICY_FORM,
    'a principal is all of an account by a wildcard',
    { Principal: { AWS: `arn:aws:iam::${OTHER}:*` } },
    { 'it is the root of the account': [{ Principal: { AWS: `arn:aws:iam::${OTHER}:root` } }] },
  ),
  statement(
    EcrRule.SERVICE_SOURCE,
    'a service may push for any of its customers',
    { Principal: { Service: 'sagemaker.amazonaws.com' }, Action: PUSH },
    {
      'it may for an account': [
        {
          Principal: { Service: 'sagemaker.amazonaws.com' },
          Action: PUSH,
          Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
        },
      ],
    },
    { also: [EcrRule.ACCOUNT_PUSH] },
  ),
  {
    rule: EcrRule.REQUIRED_PERIMETER,
    name: 'the guardrail is taken out of a policy',
    on: [REPOSITORY],
    withOptions: true,
    when: ({ specimen }) => specimen.options.requiredPerimeter !== undefined,
    change: (site) => {
      const statements: Json[] = site.get('RepositoryPolicyText.Statement');
      site.set(
        'RepositoryPolicyText.Statement',
        statements.filter(({ Effect }) => Effect !== 'Deny'),
      );
    },
    sound: [{ name: 'the platform requires none', props: {} }, undecided('RepositoryPolicyText')],
  },
  {
    rule: EcrRule.REQUIRED_PERIMETER,
    name: 'the guardrail exempts another organization',
    on: [REPOSITORY],
    withOptions: true,
    when: ({ specimen }) => specimen.options.requiredPerimeter !== undefined,
    change: (site) => {
      const text = JSON.stringify(site.get('RepositoryPolicyText'));
      site.set(
        'RepositoryPolicyText',
        JSON.parse(text.replaceAll(`"${ORGANIZATION}"`, `["${ORGANIZATION}","o-zzzzzzzzzz"]`)),
      );
    },
    sound: [{ name: 'the platform requires none', props: {} }, undecided('RepositoryPolicyText')],
  },
];

/** Whether no policy of the app admits the other account. */
const admitsNobody = ({ stacks }: Site) => stacks.every(({ template }) => !JSON.stringify(template).includes(OTHER));
const isLocal = (site: Site) => site.stack.account === '111122223333';

/** Adds a statement to the policy of a registry. */
function registryStatement(
  rule: EcrRule,
  name: string,
  mistake: Json,
  sound: Record<string, Json>,
  more: Partial<Operator> = {},
): Operator {
  const add = (site: Site, each: Json) => {
    const [whole] = policy({ Resource: '*', ...each }).Statement as Json[];
    site.set('PolicyText.Statement', [...site.get('PolicyText.Statement'), JSON.parse(JSON.stringify(whole))]);
  };
  return {
    rule,
    name,
    on: [REGISTRY_POLICY],
    change: (site) => add(site, mistake),
    sound: Object.entries(sound).map(([each, other]) => ({
      name: each,
      change: (site) => {
        site.set('PolicyText.Statement', site.get('PolicyText.Statement').slice(0, -1));
        add(site, other);
      },
    })),
    ...more,
  };
}

const hasDeny = (site: Site) => JSON.stringify(site.get('PolicyText')).includes('"Deny"');
const CREATE = ['ecr:CreateRepository', 'ecr:ReplicateImage'];

/** The statement of the registry policy that an operator has added. */
function addedDeny({ stack: { template } }: Site): Json {
  const resources = Object.values(template.Resources as Record<string, Json>);
  return resources.filter(({ Type }) => Type === REGISTRY_POLICY).at(-1)!.Properties.PolicyText.Statement[0];
}

/** A registry policy that lets nobody but some roles of the account change how the registry scans. */
function denyScanningBut(...roles: string[]): Json {
  const arns = roles.map((role) => `arn:aws:iam::111122223333:${role}`);
  const deny = {
    Effect: 'Deny',
    Principal: '*',
    Action: 'ecr:PutRegistryScanningConfiguration',
    Resource: '*',
    Condition: { ArnNotLike: { 'aws:PrincipalArn': arns } },
  };
  return { PolicyText: { Version: '2012-10-17', Statement: [deny] } };
}

const REGISTRY_POLICIES: readonly Operator[] = [
  {
    rule: EcrRule.REGISTRY_DENY,
    name: 'a policy keeps a template from creating repositories',
    on: [CREATION_TEMPLATE],
    when: (site) => typeof site.get('Prefix') === 'string' && site.nearby(REGISTRY_POLICY).length === 0,
    change: (site) => {
      const deny = { Effect: 'Deny', Principal: '*', Action: 'ecr:CreateRepository', Resource: '*' };
      site.add(REGISTRY_POLICY, { PolicyText: { Version: '2012-10-17', Statement: [deny] } });
    },
    sound: [
      {
        name: 'the policy is about repositories of another prefix',
        change: (site) => {
          addedDeny(site).Resource = 'arn:*:ecr:*:*:repository/elsewhere/*';
        },
      },
    ],
  },
  {
    rule: EcrRule.REGISTRY_DENY,
    name: 'a policy exempts an administrator, but not Amazon Inspector',
    on: [ResourceType.SCANNING_CONFIGURATION],
    when: (site) => site.get('ScanType') === 'ENHANCED' && isLocal(site) && site.nearby(REGISTRY_POLICY).length === 0,
    change: (site) => site.add(REGISTRY_POLICY, denyScanningBut('role/admin')),
    sound: [
      {
        name: 'Amazon Inspector is exempt too',
        change: (site) => {
          addedDeny(site).Condition.ArnNotLike['aws:PrincipalArn'].push('arn:aws:iam::*:role/aws-service-role/*');
        },
      },
    ],
  },
  {
    rule: EcrRule.REGISTRY_DENY,
    name: 'a policy keeps Amazon Inspector from a registry that it scans',
    on: [ResourceType.SCANNING_CONFIGURATION],
    when: (site) => site.get('ScanType') === 'ENHANCED' && site.nearby(REGISTRY_POLICY).length === 0,
    change: (site) => {
      const deny = { Effect: 'Deny', Principal: '*', Action: 'ecr:PutRegistryScanningConfiguration', Resource: '*' };
      site.add(REGISTRY_POLICY, { PolicyText: { Version: '2012-10-17', Statement: [deny] } });
    },
    sound: [
      {
        name: 'Amazon ECR scans itself',
        when: (site) =>
          site.get('ScanType') === 'BASIC' &&
          typeof site.get('Rules.0.RepositoryFilters.0.Filter') === 'string' &&
          site.nearby(REGISTRY_POLICY).length === 0,
      },
    ],
  },
  registryStatement(
    EcrRule.OPEN_POLICY,
    'everybody may create repositories',
    { ...everybody, Action: CREATE },
    { 'a condition limits it to the organization': { ...everybody, Action: CREATE, Condition: IN_ORGANIZATION } },
    { when: (site) => !hasDeny(site) },
  ),
  registryStatement(
    EcrRule.REGISTRY_DENY,
    'all is denied to everybody',
    { Effect: 'Deny', ...everybody, Action: 'ecr:*' },
    {
      'the policy itself is left out': {
        Effect: 'Deny',
        ...everybody,
        Action: undefined,
        NotAction: 'ecr:*RegistryPolicy',
        Condition: { StringNotEquals: IN_ORGANIZATION.StringEquals },
      },
      'what is outside of the organization is denied all': DENY_OUTSIDE,
      'deletions are denied to everybody': { Effect: 'Deny', ...everybody, Action: ['ecr:BatchDeleteImage'] },
    },
    { also: [EcrRule.REPLICA_POLICY] },
  ),
  registryStatement(
    EcrRule.POLICY_RESOURCES,
    'a statement has repositories of the gallery',
    { Action: CREATE, Resource: `arn:aws:ecr-public::111122223333:repository/docker-hub/*` },
    {
      'a Deny has the repositories of a prefix': {
        Effect: 'Deny',
        Action: CREATE,
        Resource: 'arn:aws:ecr:*:*:repository/legacy/*',
      },
    },
  ),
  registryStatement(
    EcrRule.POLICY_RESOURCES,
    'a statement has no Resource',
    { Action: CREATE, Resource: undefined },
    {
      'it has all repositories': { Action: CREATE, Principal: { AWS: `arn:aws:iam::${OTHER}:role/ci` }, Resource: '*' },
    },
  ),
];

/** A policy of a role, as a property of the role. */
const asPolicies = (statements: Json[]) => [
  { PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } },
];
const all = { Effect: 'Allow', Action: 'ecr:*', Resource: '*' };
const shop = 'arn:aws:ecr:eu-west-1:111122223333:repository/shop/*';

/** A policy of a role that reaches too far, and others that do not. */
function identity(name: string, mistake: Json[], sound: Record<string, Json[]>): Operator {
  return {
    rule: EcrRule.IDENTITY_POLICY,
    name,
    on: [IAM_ROLE],
    change: (site) => site.set('Policies', asPolicies(mistake)),
    sound: Object.entries(sound).map(([each, statements]) => ({
      name: each,
      change: (site) => site.set('Policies', asPolicies(statements)),
    })),
  };
}

const LOGIN = 'ecr-public:GetAuthorizationToken';
const BEARER = 'sts:GetServiceBearerToken';
const READ = 'ecr:DescribeImages';
const TOKEN = 'ecr:GetAuthorizationToken';
const TAGGED = { StringEquals: { 'aws:ResourceTag/team': 'web' } };
const inline = (own: Json) => ({ PolicyName: 'own', PolicyDocument: { Statement: [own] } });

const IDENTITIES: readonly Operator[] = [
  identity('a role may do all with every repository', [all], {
    'it may with those of a prefix': [{ ...all, Resource: shop }],
    'it may with those of a tag': [
      { ...all, Condition: { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } } },
    ],
    'it may pull and push': [
      { ...all, Action: ['ecr:GetAuthorizationToken', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer', ...PUSH] },
    ],
    'it may see all': [{ ...all, Action: ['ecr:Describe*', 'ecr:List*', 'ecr:Get*'] }],
  }),
  identity('a role may delete the images of every repository', [{ ...all, Action: 'ecr:BatchDelete*' }], {
    'it may delete those of a prefix': [{ ...all, Action: 'ecr:BatchDelete*', Resource: shop }],
    'it is denied it': [
      { ...all, Action: 'ecr:BatchDelete*' },
      { ...all, Effect: 'Deny', Action: 'ecr:BatchDelete*' },
    ],
  }),
  {
    rule: EcrRule.IDENTITY_POLICY,
    name: 'a role has full access by a managed policy',
    on: [IAM_ROLE],
    change: (site) => site.set('ManagedPolicyArns', ['arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryFullAccess']),
    sound: [
      {
        name: 'it may only pull',
        change: (site) => site.set('ManagedPolicyArns', ['arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly']),
      },
    ],
  },
  {
    rule: EcrRule.IDENTITY_POLICY,
    name: 'a policy allows to change every repository',
    on: [IAM_POLICY],
    change: (site) => site.get('PolicyDocument.Statement').push({ ...all, Action: 'ecr:SetRepositoryPolicy' }),
    sound: [
      {
        name: 'it is denied too',
        change: (site) => site.get('PolicyDocument.Statement').push({ ...all, Effect: 'Deny', Action: 'ecr:Set*' }),
      },
    ],
  },
  {
    rule: EcrRule.POLICY_ACTIONS,
    name: 'a role logs in to the public registry without a bearer token',
    on: [IAM_ROLE],
    when: (site) => site.get('ManagedPolicyArns') === undefined,
    change: (site) => site.set('Policies', [inline({ ...all, Action: LOGIN })]),
    sound: [
      {
        name: 'another policy has the other action',
        change: (site) => site.get('Policies').push(inline({ ...all, Action: BEARER })),
      },
      {
        name: 'a policy of its own has the other action',
        change: (site) => {
          const Roles = [{ Ref: site.logicalId }];
          site.add(IAM_POLICY, { PolicyDocument: { Statement: [{ ...all, Action: 'sts:*' }] }, Roles });
        },
      },
      {
        name: 'the role has a managed policy that the app does not show',
        change: (site) => site.set('ManagedPolicyArns', [`arn:aws:iam::${site.stack.account}:policy/login`]),
      },
      {
        name: 'a policy names a role that only the deployment knows',
        change: (site) => {
          site.addCondition();
          const Roles = [{ Ref: 'Undecided' }];
          site.add(IAM_POLICY, { PolicyDocument: { Statement: [{ ...all, Action: BEARER }] }, Roles });
        },
      },
    ],
  },
  {
    rule: EcrRule.POLICY_ACTIONS,
    name: 'a policy of a role has the login without a bearer token',
    on: [IAM_POLICY],
    when: (site) => site.nearby(IAM_ROLE).every((role) => role.property('ManagedPolicyArns') === undefined),
    change: (site) => site.get('PolicyDocument.Statement').push({ ...all, Action: LOGIN }),
    sound: [
      {
        name: 'the next statement has the other action',
        change: (site) => site.get('PolicyDocument.Statement').push({ ...all, Action: BEARER }),
      },
      {
        name: 'the policy is of a user, who may be in groups',
        change: (site) => site.set('Users', ['builder']),
      },
    ],
  },
  {
    rule: EcrRule.PUSH_TRUST,
    name: 'everybody may assume a role that pushes',
    on: [IAM_ROLE],
    change: (site) => {
      const trust = { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' };
      site.get('AssumeRolePolicyDocument.Statement').push(trust);
      const push = inline({ Effect: 'Allow', Action: PUSH, Resource: '*' });
      site.set('Policies', [...(site.get('Policies') ?? []), push]);
    },
    sound: [
      {
        name: 'only the organization may',
        change: (site) => {
          site.get('AssumeRolePolicyDocument.Statement').at(-1).Condition = IN_ORGANIZATION;
        },
      },
    ],
  },
  {
    rule: EcrRule.POLICY_ACTIONS,
    name: 'a policy of a role allows the login on a tag of repositories',
    on: [IAM_POLICY],
    when: (site) => !JSON.stringify(site.get('PolicyDocument')).includes(TOKEN),
    change: (site) => site.get('PolicyDocument.Statement').push({ ...all, Action: TOKEN, Condition: TAGGED }),
    sound: [
      {
        name: 'another statement allows it',
        change: (site) => site.get('PolicyDocument.Statement').push({ ...all, Action: TOKEN }),
      },
    ],
  },
  {
    rule: EcrRule.UNKNOWN_NAME,
    name: 'a policy of a role misspells the key of tags',
    on: [IAM_POLICY],
    change: (site) =>
      site
        .get('PolicyDocument.Statement')
        .push({ ...all, Action: READ, Condition: { StringEquals: { 'ecr:ResourceTags/team': 'web' } } }),
    sound: [
      {
        name: 'the key is right',
        change: (site) =>
          site.get('PolicyDocument.Statement').splice(-1, 1, { ...all, Action: READ, Condition: TAGGED }),
      },
    ],
  },
  {
    rule: EcrRule.POLICY_FORM,
    name: 'a policy of a role names a principal',
    on: [IAM_POLICY],
    change: (site) => site.get('PolicyDocument.Statement').push({ ...all, Action: READ, Principal: '*' }),
    sound: [
      {
        name: 'only the trust policy of the role names one',
        change: (site) => site.get('PolicyDocument.Statement').splice(-1, 1, { ...all, Action: READ }),
      },
    ],
  },
  {
    rule: EcrRule.POLICY_FORM,
    name: 'a policy of a role names no resource',
    on: [IAM_POLICY],
    change: (site) => site.get('PolicyDocument.Statement').push({ Effect: 'Allow', Action: READ }),
    sound: [
      {
        name: 'it names all but one',
        change: (site) =>
          site
            .get('PolicyDocument.Statement')
            .splice(-1, 1, { Effect: 'Allow', Action: READ, NotResource: 'arn:aws:ecr:*:*:repository/secret' }),
      },
    ],
  },
  {
    rule: EcrRule.LAMBDA_IMAGE,
    name: 'the image of a function comes through a cache',
    on: [FUNCTION],
    when: (site) => site.get('Code.ImageUri') !== undefined,
    change: (site) => {
      const { account, region } = site.stack;
      site.set('Code.ImageUri', `${account}.dkr.ecr.${region}.amazonaws.com/mirror/team/api:v1`);
      site.addStack(account!, region!, {
        Cache: {
          Type: ResourceType.PULL_THROUGH_CACHE_RULE,
          Properties: { EcrRepositoryPrefix: 'mirror', UpstreamRegistryUrl: 'registry.k8s.io' },
        },
      });
    },
    also: [EcrRule.CACHE_TEMPLATE, EcrRule.TEMPLATE_NOT_SCANNED],
    sound: [
      {
        name: 'the registry has no cache',
        change: (site) => void site.stacks.pop(),
      },
    ],
  },
  {
    rule: EcrRule.LAMBDA_IMAGE,
    name: 'the image of a function is in another region',
    on: [FUNCTION],
    when: (site) => site.get('Code.ImageUri') !== undefined,
    change: (site) => site.set('Code.ImageUri', '111122223333.dkr.ecr.us-east-1.amazonaws.com/functions/api:v1'),
    sound: [
      {
        name: 'the function is there too',
        change: (site) => site.set('Code.ImageUri', '111122223333.dkr.ecr.eu-west-1.amazonaws.com/functions/api:v1'),
      },
      undecided('Code.ImageUri'),
    ],
  },
];

const PROFILE = 'arn:aws:signer:eu-west-1:444455556666:/signing-profiles/';
const SIGNING = {
  SigningProfileArn: `${PROFILE}prod`,
  RepositoryFilters: [{ Filter: 'signers/*', FilterType: 'WILDCARD_MATCH' }],
};
const onRepository = (name: string): Json => ({
  Effect: 'Allow',
  Action: PUSH,
  Resource: { 'Fn::Sub': `arn:\${AWS::Partition}:ecr:\${AWS::Region}:\${AWS::AccountId}:repository/${name}` },
});
const mayPush = (...statements: Json[]): Json => ({
  AssumeRolePolicyDocument: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'codebuild.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  },
  Policies: [{ PolicyName: 'push', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
});
const maySign = (Resource: string, Action = 'signer:SignPayload'): Json => ({ Effect: 'Allow', Action, Resource });

/** Roles that push where images are signed, with what they may do. */
const SIGNERS: readonly Operator[] = [
  signer('a role may push signed images, but not sign', [onRepository('signers/api')], {
    'it may sign with the profile': [onRepository('signers/api'), maySign(`${PROFILE}prod`)],
    'it may sign with any profile': [onRepository('signers/*'), maySign('*', 'signer:Sign*')],
    'it pushes other images': [onRepository('unsigned/api')],
    'it only pulls': [{ ...onRepository('signers/api'), Action: PULL }],
  }),
  signer('a role may sign with another profile only', [onRepository('signers/*'), maySign(`${PROFILE}test`)], {
    'it may sign with both': [onRepository('signers/*'), maySign(`${PROFILE}*`)],
  }),
];

function signer(name: string, statements: Json[], sound: Record<string, Json[]>): Operator {
  const roleIn = (site: Site) => Object.values<Json>(site.stack.template.Resources!).at(-1)!;
  return {
    rule: EcrRule.CANNOT_SIGN,
    name,
    on: [REPOSITORY],
    when: (site) =>
      site.specimen.original.resourcesOf(ResourceType.SIGNING_CONFIGURATION).length === 0 &&
      site.stack.region === 'eu-west-1',
    change: (site) => {
      site.add(ResourceType.SIGNING_CONFIGURATION, { Rules: [SIGNING] });
      site.add(IAM_ROLE, mayPush(...statements));
    },
    sound: [
      {
        name: 'a policy of another app may let it sign',
        change: (site) => {
          roleIn(site).Properties.ManagedPolicyArns = ['arn:aws:iam::444455556666:policy/sign'];
        },
      },
      ...Object.entries(sound).map(([each, other]): Context => ({
        name: each,
        change: (site) => {
          roleIn(site).Properties = mayPush(...structuredClone(other));
        },
      })),
    ],
  };
}

export const ACCESS_OPERATORS: readonly Operator[] = [
  ...REPOSITORY_POLICIES,
  ...REGISTRY_POLICIES,
  ...IDENTITIES,
  ...SIGNERS,
];
