import { EcrRule, EcrRuleSeverity } from '../../../../src/ecr/ecr-rule';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { OTHER, PULL } from '../apps/parts';
import type { Json, Site } from '../mutant';
import type { Context, Operator } from '../operator';

const { REPOSITORY, FUNCTION, TASK_DEFINITION, BUILD_PROJECT, IAM_ROLE } = ResourceType;

/** A registry that no app declares. */
const ELSEWHERE = '999988887777.dkr.ecr.us-west-2.amazonaws.com';
const IMPORT = ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'];
const allow = (Action: string | string[], Resource: string | Json = '*'): Json => ({
  Effect: 'Allow',
  Action,
  Resource,
});
const LOGIN = allow('ecr:GetAuthorizationToken');

const task = (Image: string | Json, more: Json = {}): Json => ({
  RequiresCompatibilities: ['FARGATE'],
  ContainerDefinitions: [{ Name: 'main', Image }],
  ...more,
});
const imported = { ExecutionRoleArn: 'arn:aws:iam::999988887777:role/execution' };

/** A repository with a known URI, and without a policy. */
const isPlain = ({ original, stack }: Site) =>
  typeof original.property('RepositoryName') === 'string' &&
  /^[a-z0-9/._-]+$/.test(String(original.property('RepositoryName'))) &&
  original.property('RepositoryPolicyText') === undefined &&
  stack.account === '111122223333' &&
  stack.region === 'eu-west-1';
const imageOf = ({ original, stack: { account, region } }: Site) =>
  `${account}.dkr.ecr.${region}.amazonaws.com/${String(original.property('RepositoryName'))}:v1`;

/** Adds a task whose image is named in a way, or soundly in another. */
function naming(
  name: string,
  image: string,
  sound: Record<string, string | Json>,
  rule = EcrRule.IMAGE_REFERENCE,
): Operator {
  const add = (site: Site, each: string | Json) => site.add(TASK_DEFINITION, task(each, imported));
  return {
    rule,
    name,
    on: [REPOSITORY],
    change: (site) => add(site, image),
    sound: Object.entries(sound).map(([each, other]): Context => ({
      name: each,
      change: (site) => {
        last(site).Properties = task(other, imported);
      },
    })),
  };
}

/** The resource that was added last. */
function last(site: Site, back = 1): Json {
  return Object.values<Json>(site.stack.template.Resources!).at(-back)!;
}

function role(...Statement: Json[]): Json {
  return {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
    Policies: [{ PolicyName: 'pull', PolicyDocument: { Version: '2012-10-17', Statement } }],
  };
}

/** Adds a task with an execution role. */
function executing(
  name: string,
  statements: Json[],
  sound: Record<string, Json>,
  severity?: EcrRuleSeverity,
): Operator {
  return {
    rule: EcrRule.IMAGE_PULL,
    name,
    severity,
    on: [REPOSITORY],
    change: (site) => {
      const id = site.add(IAM_ROLE, role(...statements));
      site.add(TASK_DEFINITION, task(`${ELSEWHERE}/team/api:v1`, { ExecutionRoleArn: { 'Fn::GetAtt': [id, 'Arn'] } }));
    },
    sound: [
      {
        name: 'the image is of another registry',
        change: (site) => (last(site).Properties.ContainerDefinitions[0].Image = 'public.ecr.aws/nginx/nginx:1.27'),
      },
      {
        name: 'the task runs on instances, whose role pulls',
        change: (site) => (last(site).Properties.RequiresCompatibilities = ['EC2']),
      },
      ...Object.entries(sound).map(([each, more]): Context => ({
        name: each,
        change: (site) => {
          Object.assign(last(site, 2).Properties, structuredClone(more));
        },
      })),
    ],
  };
}

const REFERENCES: readonly Operator[] = [
  naming('an image has a scheme', `https://${ELSEWHERE}/team/api:v1`, { 'it has none': `${ELSEWHERE}/team/api:v1` }),
  naming('the host of an image lacks a part', '999988887777.ecr.us-west-2.amazonaws.com/team/api:v1', {
    'the host has both': '999988887777.dkr-ecr.us-west-2.on.aws/team/api:v1',
    'the registry is another one': 'registry.ecr.example.com/team/api:v1',
  }),
  naming('the account of an image has too few digits', '99998888777.dkr.ecr.us-west-2.amazonaws.com/team/api:v1', {
    'the account is a parameter': {
      'Fn::Sub': ['${Account}.dkr.ecr.us-west-2.amazonaws.com/team/api:v1', { Account: { Ref: 'AWS::AccountId' } }],
    },
  }),
  naming('an image has capitals in its name', `${ELSEWHERE}/Team/api:v1`, {
    'the capitals are in its tag': `${ELSEWHERE}/team/api:V1`,
    'the registry is another one': 'registry.example.com/Team/api:v1',
  }),
  naming('a digest is shortened', `${ELSEWHERE}/team/api@sha256:0123456789ab`, {
    'it is whole': `${ELSEWHERE}/team/api@sha256:${'0'.repeat(64)}`,
    'it follows a tag': `${ELSEWHERE}/team/api:v1@sha256:${'0'.repeat(64)}`,
  }),
  naming('a registry in China has the domain of others', '999988887777.dkr.ecr.cn-north-1.amazonaws.com/team/api:v1', {
    'it has its own': '999988887777.dkr.ecr.cn-north-1.amazonaws.com.cn/team/api:v1',
  }),
  naming(
    'a host is a FIPS host where there is none',
    '999988887777.dkr.ecr-fips.eu-west-1.amazonaws.com/team/api:v1',
    { 'the region has FIPS hosts': '999988887777.dkr.ecr-fips.us-west-2.amazonaws.com/team/api:v1' },
    EcrRule.UNKNOWN_NAME,
  ),
  {
    rule: EcrRule.IMAGE_REFERENCE,
    name: 'an image is the name of a repository',
    on: [REPOSITORY],
    change: (site) => site.add(TASK_DEFINITION, task({ 'Fn::Sub': `\${${site.logicalId}}:v1` }, imported)),
    sound: [
      {
        name: 'it is the URI',
        when: ({ stack: { account } }) => account === '111122223333',
        change: (site) => {
          last(site).Properties = task({ 'Fn::Sub': `\${${site.logicalId}.RepositoryUri}:v1` }, imported);
        },
      },
    ],
  },
  {
    rule: EcrRule.IMAGE_REFERENCE,
    name: 'an official image of Docker Hub has no namespace in a cache',
    on: [REPOSITORY],
    also: [EcrRule.CACHE_TEMPLATE, EcrRule.CACHE_CREDENTIALS, EcrRule.TEMPLATE_NOT_SCANNED],
    change: (site) => {
      const properties = { EcrRepositoryPrefix: 'hub', UpstreamRegistryUrl: 'registry-1.docker.io' };
      site.add(TASK_DEFINITION, task(`${ELSEWHERE}/hub/nginx:1.27`, imported));
      site.addStack('999988887777', 'us-west-2', {
        Cache: { Type: ResourceType.PULL_THROUGH_CACHE_RULE, Properties: properties },
      });
    },
    sound: [{ name: 'the registry has no such cache', change: (site) => void site.stacks.pop() }],
  },
];

const PULLS: readonly Operator[] = [
  {
    rule: EcrRule.IMAGE_PULL,
    name: 'a task of AWS Fargate has no execution role',
    on: [REPOSITORY],
    change: (site) => site.add(TASK_DEFINITION, task(`${ELSEWHERE}/team/api:v1`)),
    sound: [
      { name: 'another app has its role', change: (site) => Object.assign(last(site).Properties, imported) },
      {
        name: 'a parameter has its role',
        change: (site) => (last(site).Properties.ExecutionRoleArn = site.parameter('Execution', { Type: 'String' })),
      },
      {
        name: 'the image is of another registry',
        change: (site) => void (last(site).Properties = task('nginx:1.27')),
      },
      {
        name: 'it runs on instances',
        change: (site) => void delete last(site).Properties.RequiresCompatibilities,
      },
    ],
  },
  executing('an execution role may not pull', [LOGIN, allow('logs:PutLogEvents')], {
    'it may pull from all repositories': role(LOGIN, allow(PULL)),
    'a policy of AWS lets it pull': {
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy'],
    },
    'a policy of another app may let it pull': { ManagedPolicyArns: ['arn:aws:iam::999988887777:policy/pull'] },
  }),
  executing(
    'an execution role may pull from other repositories only',
    [LOGIN, allow(PULL, 'arn:aws:ecr:us-west-2:999988887777:repository/team/web')],
    { 'it may pull from this one': role(LOGIN, allow(PULL, 'arn:aws:ecr:us-west-2:999988887777:repository/team/*')) },
    EcrRuleSeverity.WARNING,
  ),
  executing('an execution role may not log in', [allow(PULL)], { 'it may log in': role(LOGIN, allow(PULL)) }),
  {
    rule: EcrRule.IMAGE_PULL,
    name: 'an execution role may not import an image through a cache',
    severity: EcrRuleSeverity.WARNING,
    on: [REPOSITORY],
    also: [EcrRule.CACHE_TEMPLATE, EcrRule.TEMPLATE_NOT_SCANNED],
    change: (site) => {
      const id = site.add(IAM_ROLE, role(LOGIN, allow(PULL)));
      const executionRole = { ExecutionRoleArn: { 'Fn::GetAtt': [id, 'Arn'] } };
      site.add(TASK_DEFINITION, task(`${ELSEWHERE}/mirror/pause:3.10`, executionRole));
      site.addStack('999988887777', 'us-west-2', {
        Cache: {
          Type: ResourceType.PULL_THROUGH_CACHE_RULE,
          Properties: { EcrRepositoryPrefix: 'mirror', UpstreamRegistryUrl: 'registry.k8s.io' },
        },
      });
    },
    sound: [
      { name: 'the registry has no cache', change: (site) => void site.stacks.pop() },
      {
        name: 'it may import, and nobody asks how the cache is set up',
        change: (site) => {
          last(site, 2).Properties = role(LOGIN, allow(PULL), allow(IMPORT));
          site.stacks.pop();
        },
      },
    ],
  },
  {
    rule: EcrRule.IMAGE_PULL,
    name: 'CodeBuild pulls an image whose repository does not admit it',
    on: [REPOSITORY],
    when: isPlain,
    change: (site) =>
      site.add(BUILD_PROJECT, { Environment: { Image: imageOf(site), ImagePullCredentialsType: 'CODEBUILD' } }),
    sound: [
      {
        name: 'the role of the project pulls',
        change: (site) => (last(site).Properties.Environment.ImagePullCredentialsType = 'SERVICE_ROLE'),
      },
    ],
  },
  {
    rule: EcrRule.IMAGE_PULL,
    name: 'a task of another account uses a repository that admits nobody',
    on: [REPOSITORY],
    when: isPlain,
    change: (site) =>
      site.addStack(OTHER, site.stack.region!, {
        Task: { Type: TASK_DEFINITION, Properties: task(imageOf(site), imported) },
      }),
    sound: [
      {
        name: 'the policy admits the account',
        change: (site) =>
          site.set('RepositoryPolicyText', {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${OTHER}:root` }, Action: PULL }],
          }),
      },
    ],
  },
];

const functionsOf = (name: string, account = OTHER) => ({
  ArnLike: { 'aws:SourceArn': `arn:aws:lambda:eu-west-1:${account}:function:${name}` },
});
function lambdaPolicy(site: Site, name: string): void {
  site.set('RepositoryPolicyText', {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${OTHER}:root` }, Action: PULL },
      {
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: PULL,
        Condition: functionsOf(name),
      },
    ],
  });
}

const LAMBDAS: readonly Operator[] = [
  {
    rule: EcrRule.LAMBDA_IMAGE,
    name: 'the image of a function is of the public gallery',
    on: [FUNCTION],
    when: (site) => site.get('Code.ImageUri') !== undefined,
    change: (site) => site.set('Code.ImageUri', 'public.ecr.aws/lambda/nodejs:22'),
    sound: [
      {
        name: 'it is of a private repository',
        change: (site) => site.set('Code.ImageUri', '111122223333.dkr.ecr.eu-west-1.amazonaws.com/functions/api:v1'),
      },
      {
        name: 'a parameter has its registry',
        change: (site) => {
          const host = site.parameter('Host', { Type: 'String' });
          site.set('Code.ImageUri', { 'Fn::Sub': ['${Host}/functions/api:v1', { Host: host }] });
        },
      },
    ],
  },
  {
    rule: EcrRule.LAMBDA_IMAGE,
    name: 'the policy of a repository names another function',
    on: [REPOSITORY],
    when: isPlain,
    change: (site) => {
      lambdaPolicy(site, 'web');
      site.addStack(OTHER, site.stack.region!, {
        Function: {
          Type: FUNCTION,
          Properties: { FunctionName: 'api', PackageType: 'Image', Code: { ImageUri: imageOf(site) } },
        },
      });
    },
    sound: [
      { name: 'it names the function', change: (site) => lambdaPolicy(site, 'api') },
      { name: 'it names all functions', change: (site) => lambdaPolicy(site, '*') },
      { name: 'it names functions by a pattern', change: (site) => lambdaPolicy(site, 'a?i') },
    ],
  },
];

/** What runs images, and whether it can pull them. */
export const CONSUMER_OPERATORS: readonly Operator[] = [...REFERENCES, ...PULLS, ...LAMBDAS];
