import type { EcrChecksProps } from '../../../../src/checks/ecr-checks-props';
import { EcrRule, EcrRuleSeverity } from '../../../../src/ecr/ecr-rule';
import { ResourceType } from '../../../../src/ecr/resource-type';
import type { Json, Site } from '../mutant';
import { undecided } from '../operator';
import type { Context, Operator } from '../operator';

const { REPOSITORY, SCANNING_CONFIGURATION, SIGNING_CONFIGURATION, REPLICATION_CONFIGURATION, CREATION_TEMPLATE } =
  ResourceType;

const CACHE = ResourceType.PULL_THROUGH_CACHE_RULE;
const GITHUB = 'token.actions.githubusercontent.com';
const DIGEST = `sha256:${'0'.repeat(64)}`;
const NOT_ASKED: Context = { name: 'nobody asks for it', props: {} };

/** Adds a resource beside a repository, which is a mistake, or sound with other properties. */
function adding(
  operator: Pick<Operator, 'rule' | 'name' | 'props'> & { readonly type: string; readonly properties: Json },
  sound: Record<string, Json>,
): Operator {
  const { type, properties, props, ...rest } = operator;
  return {
    ...rest,
    props,
    on: [REPOSITORY],
    change: (site) => site.add(type, structuredClone(properties)),
    sound: [
      ...(props ? [NOT_ASKED] : []),
      ...Object.entries(sound).map(([name, other]): Context => ({
        name,
        change: (site) => {
          const added = Object.values<Json>(site.stack.template.Resources!).pop()!;
          Object.assign(added.Properties, structuredClone(other));
        },
      })),
    ],
  };
}

/** A requirement on repositories by their names, which a registry without a setting does not meet. */
function onNames(rule: EcrRule, name: string, setting: string, propsOf: (pattern: string) => EcrChecksProps): Operator {
  return {
    rule,
    name,
    on: [REPOSITORY],
    props: propsOf('*'),
    when: (site) => site.specimen.original.resourcesOf(setting).length === 0 && site.nearby(CACHE).length === 0,
    change: () => undefined,
    sound: [NOT_ASKED, { name: 'it is required of other repositories', props: propsOf('nobody/has/this/*') }],
  };
}

/** The same requirement on the names of the repositories that a push creates. */
function onCreated(
  rule: EcrRule,
  name: string,
  setting: string,
  propsOf: (pattern: string) => EcrChecksProps,
  some: Json,
): Operator {
  const isLone = (site: Site) =>
    site.specimen.original.resourcesOf(setting).length === 0 && site.nearby(REPOSITORY).length === 0;
  return {
    rule,
    name,
    on: [CREATION_TEMPLATE],
    props: propsOf('*'),
    when: (site) => isLone(site) && [site.get('AppliedFor')].flat().includes('CREATE_ON_PUSH'),
    change: () => undefined,
    sound: [
      NOT_ASKED,
      { name: 'it is required of some names of a template for all', props: propsOf('nobody/has/this/*') },
      { name: 'a filter matches some names', change: (site) => site.add(setting, structuredClone(some)) },
      {
        name: 'the repositories are replicas',
        change: ({ stack }) => {
          for (const json of Object.values<Json>(stack.template.Resources!)) {
            if (json.Type === CREATION_TEMPLATE) json.Properties.AppliedFor = ['REPLICATION'];
          }
        },
      },
    ],
  };
}

const image = (name: string | Json): Json => ({ ContainerDefinitions: [{ Name: 'main', Image: name }] });
const build = (name: string): Json => ({ Environment: { Image: name } });

/** The trust of a job, and a policy to push with it. */
function pushing(subject: string, actions = ['ecr:PutImage']): Json {
  const trust = {
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${GITHUB}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' }, StringLike: { [`${GITHUB}:sub`]: subject } },
  };
  const push = { Effect: 'Allow', Action: actions, Resource: '*' };
  return {
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
    Policies: [{ PolicyName: 'push', PolicyDocument: { Version: '2012-10-17', Statement: [push] } }],
  };
}

/** Whether each repository of the app is in the environment of a scanning configuration. */
const areAllConfigured = ({ specimen: { original } }: Site) =>
  original.resourcesOf(REPOSITORY).every((each) => original.sameEnvironment(each, SCANNING_CONFIGURATION).length > 0) &&
  original.resourcesOf(SCANNING_CONFIGURATION).every((each) => each.property('ScanType') === 'ENHANCED');

const tag = (Value: string | Json) => (site: Site) => {
  for (const stack of site.stacks) {
    for (const json of Object.values<Json>(stack.template.Resources)) {
      const property = TAGGED[json.Type];
      if (property) (json.Properties ??= {})[property] = [{ Key: 'stage', Value: 'prod' }];
    }
  }
  site.set(TAGGED[site.json.Type], [{ Key: 'stage', Value: structuredClone(Value) }]);
};

/** The properties with the tags of repositories. */
const TAGGED: Record<string, string> = {
  [REPOSITORY]: 'Tags',
  [ResourceType.PUBLIC_REPOSITORY]: 'Tags',
  [ResourceType.CREATION_TEMPLATE]: 'ResourceTags',
};

/** The options that give the findings of a rule another severity. */
function severe(rule: EcrRule, severity: EcrRuleSeverity): EcrChecksProps {
  return { ruleSeverities: [{ rule, severity, reason: 'the platform team agreed on it' }] };
}

const CHOSEN: readonly Operator[] = [
  {
    rule: EcrRule.REPOSITORY_TAGS,
    name: 'a tag has a value that the platform does not allow',
    props: { requiredTagValues: { stage: ['dev', 'prod'] } },
    on: Object.keys(TAGGED),
    // A registry policy has to allow the tags of replicas.
    when: ({ specimen }) => specimen.placesOf(ResourceType.REGISTRY_POLICY).length === 0,
    change: tag('production'),
    sound: [
      NOT_ASKED,
      { name: 'the platform allows it', props: { requiredTagValues: { stage: ['prod', 'production'] } } },
      { name: 'the tag has an allowed value', change: tag('dev') },
      {
        name: 'a parameter has the value',
        change: (site) => tag(site.parameter('Stage', { Type: 'String', AllowedValues: ['dev', 'prod'] }))(site),
      },
    ],
  },
  {
    rule: EcrRule.REPOSITORY_RETENTION,
    name: 'the platform takes a repository that is deleted with its stack for an error',
    props: severe(EcrRule.REPOSITORY_RETENTION, EcrRuleSeverity.ERROR),
    severity: EcrRuleSeverity.ERROR,
    on: [REPOSITORY],
    change: (site) => (site.json.DeletionPolicy = 'Delete'),
    sound: [
      {
        name: 'it is retained',
        change: (site) => (site.json.DeletionPolicy = 'Retain'),
      },
    ],
  },
  {
    rule: EcrRule.CUSTOMER_KEY,
    name: 'the platform takes images that are encrypted by default for a warning',
    props: severe(EcrRule.CUSTOMER_KEY, EcrRuleSeverity.WARNING),
    severity: EcrRuleSeverity.WARNING,
    on: [REPOSITORY],
    change: (site) => site.set('EncryptionConfiguration', undefined),
    sound: [undecided('EncryptionConfiguration')],
  },
];

export const REQUIREMENT_OPERATORS: readonly Operator[] = [
  ...CHOSEN,
  adding(
    {
      rule: EcrRule.PINNED_IMAGE,
      name: 'a task runs the newest image',
      props: { requirePinnedImages: true },
      type: ResourceType.TASK_DEFINITION,
      properties: image('public.ecr.aws/nginx/nginx:latest'),
    },
    {
      'its image has a digest': image(`public.ecr.aws/nginx/nginx@${DIGEST}`),
      'its image has a tag in a registry that may keep it': image(
        '999988887777.dkr.ecr.us-west-2.amazonaws.com/elsewhere:v1',
      ),
      'its image is a parameter': image({ Ref: 'AWS::StackId' }),
    },
  ),
  adding(
    {
      rule: EcrRule.IMAGE_REGISTRY,
      name: 'a build runs in an image of Docker Hub',
      props: { allowedImageRegistries: ['*.dkr.ecr.*', 'public.ecr.aws'] },
      type: ResourceType.BUILD_PROJECT,
      properties: build('node:22'),
    },
    {
      'its image is of an allowed registry': build('public.ecr.aws/docker/library/node:22'),
      'CodeBuild provides its image': build('aws/codebuild/standard:7.0'),
    },
  ),
  adding(
    {
      rule: EcrRule.PUSH_TRUST,
      name: 'a role that may push trusts all repositories of an organization',
      type: ResourceType.IAM_ROLE,
      properties: pushing('repo:acme/*'),
    },
    {
      'it trusts one branch': pushing('repo:acme/api:ref:refs/heads/main'),
      'it may only pull': pushing('repo:acme/*', ['ecr:BatchGetImage']),
    },
  ),
  {
    rule: EcrRule.VPC_ENDPOINTS,
    name: 'a VPC has no endpoints',
    props: { requireVpcEndpoints: true },
    on: [REPOSITORY],
    change: (site) => site.add(ResourceType.VPC, { CidrBlock: '10.0.0.0/16' }),
    sound: [
      NOT_ASKED,
      {
        name: 'it has both endpoints',
        when: (site) => site.specimen.original.resourcesOf(ResourceType.VPC).length === 0,
        change: (site) => {
          const vpc = Object.keys(site.stack.template.Resources!).pop()!;
          const VpcId = { Ref: vpc };
          const named = (service: string) => ({ 'Fn::Sub': `com.amazonaws.\${AWS::Region}.${service}` });
          for (const service of ['ecr.api', 'ecr.dkr']) {
            const interfaced = { VpcEndpointType: 'Interface', PrivateDnsEnabled: true };
            site.add(ResourceType.VPC_ENDPOINT, { VpcId, ServiceName: named(service), ...interfaced });
          }
          // Layers need a way too, or another rule reports it.
          site.add(ResourceType.VPC_ENDPOINT, { VpcId, ServiceName: named('s3') });
        },
      },
    ],
  },
  {
    rule: EcrRule.ENHANCED_SCANNING,
    name: 'a registry scans with basic scanning',
    props: { requireEnhancedScanning: true },
    on: [SCANNING_CONFIGURATION],
    // Frequencies and events of Amazon Inspector have their own rules.
    when: (site) =>
      !JSON.stringify(site.before).includes('CONTINUOUS_SCAN') &&
      site.specimen.original.resourcesOf(ResourceType.EVENT_RULE).length === 0,
    change: (site) => site.set('ScanType', 'BASIC'),
    sound: [
      NOT_ASKED,
      {
        name: 'it scans with Amazon Inspector',
        when: areAllConfigured,
        change: (site) => site.set('ScanType', 'ENHANCED'),
      },
    ],
  },
  onNames(EcrRule.IMAGE_SIGNING, 'images that must be signed are not', SIGNING_CONFIGURATION, (pattern) => ({
    requireSigning: [pattern],
  })),
  onNames(
    EcrRule.IMAGE_REPLICATION,
    'images that must be replicated are not',
    REPLICATION_CONFIGURATION,
    (pattern) => ({
      requireReplication: [pattern],
    }),
  ),
  onCreated(
    EcrRule.IMAGE_SIGNING,
    'images that must be signed are pushed to repositories that a push creates',
    SIGNING_CONFIGURATION,
    (pattern) => ({ requireSigning: [pattern] }),
    {
      Rules: [
        {
          SigningProfileArn: 'arn:aws:signer:eu-west-1:444455556666:/signing-profiles/shared',
          RepositoryFilters: [{ Filter: 'team/api', FilterType: 'WILDCARD_MATCH' }],
        },
      ],
    },
  ),
  onCreated(
    EcrRule.IMAGE_REPLICATION,
    'images that must be replicated are pushed to repositories that a push creates',
    REPLICATION_CONFIGURATION,
    (pattern) => ({ requireReplication: [pattern] }),
    {
      ReplicationConfiguration: {
        Rules: [
          {
            Destinations: [{ Region: 'ap-southeast-2', RegistryId: '888899990000' }],
            RepositoryFilters: [{ Filter: 'team/api/', FilterType: 'PREFIX_MATCH' }],
          },
        ],
      },
    },
  ),
];
