import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { LIFECYCLE, MOVING_LIFECYCLE, ORGANIZATION, OTHER, policy } from '../apps/parts';
import { Site } from '../mutant';
import type { Json } from '../mutant';
import { setting, undecided } from '../operator';
import type { Context, Operator } from '../operator';

const {
  REPOSITORY,
  REGISTRY_POLICY,
  SCANNING_CONFIGURATION,
  REPLICATION_CONFIGURATION,
  PULL_THROUGH_CACHE_RULE,
  CREATION_TEMPLATE,
  SIGNING_CONFIGURATION,
  EVENT_RULE,
  PULL_TIME_EXCLUSION,
} = ResourceType;

const RULE = 'ReplicationConfiguration.Rules.0';
const isPlaced = ({ stack }: Site) => stack.account !== undefined && stack.region !== undefined;
const isCertain = (site: Site) => isPlaced(site) && site.json.Condition === undefined;
const isKnown = (path: string) => (site: Site) => typeof site.get(path) === 'string';
/** Whether replication is to a registry of the app. */
const isInApp = (site: Site) => {
  const { Region: region, RegistryId: account } = site.get(`${RULE}.Destinations.0`) ?? {};
  const id = typeof account === 'string' ? account : site.stack.account;
  return site.stacks.some((stack) => stack.region === region && stack.account === id);
};
/** Whether no replication of the app ends where another one begins. */
const isAlone = (site: Site) => !isInApp(site) || nextOf(site) === undefined;
const destinationOf = (site: Site) => {
  const { Region: region, RegistryId: account } = site.get(`${RULE}.Destinations.0`);
  return { region, account: typeof account === 'string' ? account : site.stack.account! };
};
const templatesAt = (site: Site, region: string, account: string) =>
  site.stacks
    .filter((stack) => stack.region === region && stack.account === account)
    .flatMap(({ template }) => Object.values<Json>(template.Resources))
    .filter(({ Type }) => Type === CREATION_TEMPLATE);
const prefixFilter = (filter: string) => ({ Filter: filter, FilterType: 'PREFIX_MATCH' });
const scanRule = (frequency: string, ...filters: string[]) => ({
  ScanFrequency: frequency,
  RepositoryFilters: filters.map((filter) => ({ Filter: filter, FilterType: 'WILDCARD' })),
});

/** The operator adds a second resource like the first, which only one stack of the registry may have. */
function twice(type: string, name: string, path?: string): Operator {
  return {
    rule: EcrRule.REGISTRY_SINGLETON,
    name,
    on: [type],
    when: (site) => isCertain(site) && (path === undefined || isKnown(path)(site)),
    change: (site) => {
      const { Type, Properties, ...attributes } = structuredClone(site.json);
      site.add(Type, Properties, attributes);
    },
    sound: [
      {
        name: 'the second is in another region',
        when: (site) => isCertain(site) && type === SCANNING_CONFIGURATION,
        change: (site) => moveAdded(site, 'ap-southeast-2'),
      },
      { name: 'conditions exclude each other', change: (site) => site.orAdded() },
    ],
  };
}

/** Moves what was added to a stack of another region. */
function moveAdded(site: Site, region: string): void {
  const resources = site.stack.template.Resources as Json;
  const [id] = Object.keys(resources).filter((each) => each.startsWith('Added'));
  const { [id]: added } = resources;
  delete resources[id];
  site.addStack(site.stack.account!, region, { [id]: added });
}

const MOST_CACHES = 50;

/** Adds caches below the prefix of a cache, whose template is for them too. */
function addCaches(site: Site, count: number): void {
  const { Type, Properties } = site.json;
  for (let index = 1; index <= count; index++) {
    const EcrRepositoryPrefix = `${Properties.EcrRepositoryPrefix}/${index}`;
    site.add(Type, { ...structuredClone(Properties), EcrRepositoryPrefix });
  }
}

const SINGLETONS: readonly Operator[] = [
  twice(SCANNING_CONFIGURATION, 'two resources set the scanning of a registry'),
  twice(REPLICATION_CONFIGURATION, 'two resources set the replication of a registry'),
  twice(REGISTRY_POLICY, 'two resources set the policy of a registry'),
  twice(SIGNING_CONFIGURATION, 'two resources set the signing of a registry'),
  twice(PULL_THROUGH_CACHE_RULE, 'two caches have one prefix', 'EcrRepositoryPrefix'),
  twice(CREATION_TEMPLATE, 'two creation templates have one prefix', 'Prefix'),
  {
    rule: EcrRule.REGISTRY_SINGLETON,
    name: 'two resources exclude the pulls of one role',
    on: [SCANNING_CONFIGURATION],
    when: isCertain,
    change: (site) => [SCANNER, SCANNER].forEach((PrincipalArn) => site.add(PULL_TIME_EXCLUSION, { PrincipalArn })),
    sound: [{ name: 'they exclude two roles', change: (site) => setExclusion(site, `${SCANNER}2`) }],
  },
];

const SCANNER = `arn:aws:iam::${OTHER}:role/scanner`;

/** Gives the exclusion that was added last another principal. */
function setExclusion(site: Site, PrincipalArn: unknown): void {
  const all = Object.values<Json>(site.stack.template.Resources).filter(({ Type }) => Type === PULL_TIME_EXCLUSION);
  all[all.length - 1].Properties = { PrincipalArn };
}

const EXCLUSIONS = [
  ['an account', `arn:aws:iam::${OTHER}:root`],
  ['all roles', `arn:aws:iam::${OTHER}:role/*`],
  ['a session of a role', `arn:aws:sts::${OTHER}:assumed-role/scanner/today`],
  ['a service', 'inspector2.amazonaws.com'],
].map(([principal, PrincipalArn]): Operator => ({
  rule: EcrRule.PROPERTY_VALUE,
  name: `an exclusion from pull times is of ${principal}`,
  on: [SCANNING_CONFIGURATION],
  when: isCertain,
  change: (site) => void site.add(PULL_TIME_EXCLUSION, { PrincipalArn }),
  sound: [
    { name: 'it is of a role', change: (site) => setExclusion(site, SCANNER) },
    {
      name: 'it is of a role of the own account',
      change: (site) => setExclusion(site, { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/scanner' }),
    },
  ],
}));

const isCovering = (site: Site) => JSON.stringify(site.get('Rules')).includes('"*"');
/** Whether a push or a pull through a cache creates repositories in the registry. */
const creates = (site: Site) =>
  site.nearby(PULL_THROUGH_CACHE_RULE).length > 0 ||
  site.nearby(CREATION_TEMPLATE).some((each) => each.list('AppliedFor').includes('CREATE_ON_PUSH'));

const SCANNING: readonly Operator[] = [
  {
    rule: EcrRule.SCANNING_CONFIGURATION,
    name: 'continuous scanning is under basic scanning',
    on: [SCANNING_CONFIGURATION],
    when: (site) => isCovering(site) && site.nearby(EVENT_RULE).length === 0,
    change: (site) => {
      site.set('ScanType', 'BASIC');
      site.set('Rules', [scanRule('SCAN_ON_PUSH', '*'), scanRule('CONTINUOUS_SCAN', 'prod/*')]);
    },
    sound: [{ name: 'scanning is enhanced', change: setting({ ScanType: 'ENHANCED' }) }, undecided('Rules')],
    also: [EcrRule.EVENT_PATTERN],
  },
  {
    rule: EcrRule.SCANNING_CONFIGURATION,
    name: 'the rules of scanning are emptied',
    on: [SCANNING_CONFIGURATION],
    when: (site) => site.get('ScanType') === 'ENHANCED',
    change: setting({ Rules: [] }),
    also: [EcrRule.REPOSITORY_SCANNING, EcrRule.TEMPLATE_NOT_SCANNED],
    sound: [undecided('Rules')],
  },
  {
    rule: EcrRule.SCANNING_CONFIGURATION,
    name: 'a scanning filter is written like a prefix',
    on: [SCANNING_CONFIGURATION],
    change: (site) => site.set('Rules.0.RepositoryFilters', scanRule('', 'prod/').RepositoryFilters),
    also: [EcrRule.REPOSITORY_SCANNING, EcrRule.TEMPLATE_NOT_SCANNED],
    sound: [undecided('Rules')],
  },
  {
    rule: EcrRule.SCANNING_CONFIGURATION,
    name: 'a frequency is in lower case',
    on: [SCANNING_CONFIGURATION],
    when: isCovering,
    change: setting({ Rules: [scanRule('scan_on_push', '*')] }),
    also: [EcrRule.EVENT_PATTERN],
    sound: [undecided('Rules')],
  },
  {
    rule: EcrRule.SCANNING_CONFIGURATION,
    name: 'one frequency has two rules',
    on: [SCANNING_CONFIGURATION],
    when: isCovering,
    change: setting({ Rules: [scanRule('SCAN_ON_PUSH', '*'), scanRule('SCAN_ON_PUSH', 'team/*')] }),
    sound: [undecided('Rules')],
  },
  {
    rule: EcrRule.TEMPLATE_NOT_SCANNED,
    name: 'no scanning filter matches what Amazon ECR creates',
    on: [SCANNING_CONFIGURATION],
    when: (site) => creates(site) && isCovering(site) && !site.json.Condition,
    change: setting({ Rules: [scanRule('SCAN_ON_PUSH', 'nobody/*')] }),
    also: [EcrRule.REPOSITORY_SCANNING],
    sound: [
      { name: 'another filter matches all', change: setting({ Rules: [scanRule('SCAN_ON_PUSH', 'nobody/*', '*')] }) },
      undecided('Rules'),
    ],
  },
  {
    rule: EcrRule.CONTINUOUS_SCAN_OF_ALL,
    name: 'all images are scanned again and again',
    on: [SCANNING_CONFIGURATION],
    when: (site) => site.get('ScanType') === 'ENHANCED',
    change: setting({ Rules: [scanRule('CONTINUOUS_SCAN', '*')] }),
    sound: [
      {
        name: 'all are scanned on push, and some again',
        change: setting({ Rules: [scanRule('SCAN_ON_PUSH', '*'), scanRule('CONTINUOUS_SCAN', '*prod*')] }),
      },
      undecided('Rules'),
    ],
  },
];

const replicated: Pick<Operator, 'on' | 'when'> = {
  on: [REPLICATION_CONFIGURATION],
  when: (site) => isKnown(`${RULE}.RepositoryFilters.0.Filter`)(site) && isAlone(site),
};
const replicas = [EcrRule.REPLICA_TEMPLATE, EcrRule.REPLICA_POLICY];
/** Whether the app replicates a repository, and declares the destination. */
const hasReplica = (site: Site) =>
  String(site.get('RepositoryName')).startsWith('prod/') &&
  site.nearby(REPLICATION_CONFIGURATION).some((each) => isInApp(Site.at(site.specimen, each)));

const REPLICATION: readonly Operator[] = [
  {
    rule: EcrRule.REPLICATION_CONFIGURATION,
    name: 'a registry replicates to itself',
    ...replicated,
    change: setting({
      [`${RULE}.Destinations`]: [{ Region: { Ref: 'AWS::Region' }, RegistryId: { Ref: 'AWS::AccountId' } }],
    }),
    sound: [
      {
        name: 'it replicates to another account in its region',
        change: setting({ [`${RULE}.Destinations.0.RegistryId`]: '888899990000' }),
      },
      undecided('ReplicationConfiguration.Rules'),
    ],
  },
  {
    rule: EcrRule.REPLICATION_CONFIGURATION,
    name: 'a replication configuration has no rule',
    ...replicated,
    change: setting({ 'ReplicationConfiguration.Rules': [] }),
    also: replicas,
    sound: [undecided('ReplicationConfiguration.Rules')],
  },
  {
    rule: EcrRule.REPLICATION_CONFIGURATION,
    name: 'a replication filter has a wildcard',
    ...replicated,
    change: setting({ [`${RULE}.RepositoryFilters.0.Filter`]: 'prod/*' }),
    also: replicas,
    sound: [undecided('ReplicationConfiguration.Rules')],
  },
  {
    rule: EcrRule.REPLICATION_CONFIGURATION,
    name: 'the list of replication filters is empty',
    ...replicated,
    change: setting({ [`${RULE}.RepositoryFilters`]: [] }),
    also: replicas,
    sound: [undecided('ReplicationConfiguration.Rules')],
  },
  {
    rule: EcrRule.REPLICATION_CONFIGURATION,
    name: 'an account id lost its zero',
    ...replicated,
    change: setting({ [`${RULE}.Destinations.0.RegistryId`]: 12345678901 }),
    sound: [
      { name: 'it has the zero', change: setting({ [`${RULE}.Destinations.0.RegistryId`]: '012345678901' }) },
      undecided('ReplicationConfiguration.Rules'),
    ],
  },
  {
    rule: EcrRule.REPLICATION_RULE_COUNT,
    name: 'twelve prefixes are replicated, each by a rule',
    ...replicated,
    change: (site) => {
      const destinations = [{ Region: 'ap-southeast-2', RegistryId: { Ref: 'AWS::AccountId' } }];
      const rules = Array.from({ length: 12 }, (_, team) => ({
        Destinations: destinations,
        RepositoryFilters: [prefixFilter(`team${team}/`)],
      }));
      site.set('ReplicationConfiguration.Rules', rules);
    },
    sound: [
      {
        name: 'ten of them are left',
        change: (site) => {
          const path = 'ReplicationConfiguration.Rules';
          site.set(path, site.get(path).slice(0, 10));
        },
      },
    ],
  },
  {
    rule: EcrRule.REPLICATION_CHAIN,
    name: 'replicas are replicated on',
    on: [REPLICATION_CONFIGURATION],
    when: (site) => isInApp(site) && isKnown(`${RULE}.RepositoryFilters.0.Filter`)(site) && nextOf(site) === undefined,
    change: (site) => {
      const { account, region } = destinationOf(site);
      site.addStack(account, region, onwards(site.get(`${RULE}.RepositoryFilters`), 'sa-east-1', account));
    },
    sound: [
      {
        name: 'the first registry replicates there too',
        change: (site) =>
          site.get(`${RULE}.Destinations`).push({ Region: 'sa-east-1', RegistryId: destinationOf(site).account }),
      },
    ],
  },
  {
    rule: EcrRule.IMMUTABLE_REPLICA,
    name: 'the tags of a repository move, but not those of its replica',
    on: [REPOSITORY],
    props: { rulesOff: [{ rule: EcrRule.TAG_IMMUTABILITY, reason: 'the tags are meant to move' }] },
    when: hasReplica,
    change: setting({
      ImageTagMutability: 'MUTABLE',
      LifecyclePolicy: { LifecyclePolicyText: MOVING_LIFECYCLE },
    }),
    sound: [
      {
        name: 'the tags of the replica move too',
        change: (site) => {
          for (const { template } of site.stacks.filter((each) => each !== site.stack)) {
            for (const { Type, Properties } of Object.values<Json>(template.Resources)) {
              if (Type === REPOSITORY) Properties.LifecyclePolicy = { LifecyclePolicyText: MOVING_LIFECYCLE };
              if (Type === CREATION_TEMPLATE) Properties.LifecyclePolicy = MOVING_LIFECYCLE;
              if (Type === REPOSITORY || Type === CREATION_TEMPLATE) Properties.ImageTagMutability = 'MUTABLE';
            }
          }
        },
      },
      undecided('ImageTagMutability', { when: hasReplica }),
    ],
  },
  {
    rule: EcrRule.REPLICATION_PREFIX,
    name: 'a prefix also matches a longer name',
    on: [REPLICATION_CONFIGURATION],
    when: (site) =>
      isInApp(site) &&
      site.get(`${RULE}.RepositoryFilters.0.Filter`) === 'prod/' &&
      site.nearby(REPOSITORY).some((each) => each.property('RepositoryName') === 'production'),
    change: setting({ [`${RULE}.RepositoryFilters.0.Filter`]: 'prod' }),
    also: replicas,
    sound: [
      {
        name: 'all names continue with a slash',
        when: (site) => site.get(`${RULE}.RepositoryFilters.0.Filter`) === 'prod',
      },
    ],
  },
  {
    rule: EcrRule.REPLICA_TEMPLATE,
    name: 'the creation template of replicas is for pushes only',
    on: [REPLICATION_CONFIGURATION],
    when: (site) => isInApp(site) && coveringTemplates(site).length > 0,
    change: (site) => coveringTemplates(site).forEach((each) => (each.Properties.AppliedFor = ['CREATE_ON_PUSH'])),
    also: [EcrRule.TAG_IMMUTABILITY],
    sound: [
      {
        name: 'it is for pushes and replicas',
        change: (site) =>
          templatesAt(site, destinationOf(site).region, destinationOf(site).account).forEach(
            ({ Properties }) => (Properties.AppliedFor = ['CREATE_ON_PUSH', 'REPLICATION']),
          ),
      },
    ],
  },
  {
    rule: EcrRule.REPLICA_TEMPLATE,
    name: 'another prefix is replicated',
    on: [REPLICATION_CONFIGURATION],
    when: (site) => isInApp(site) && isKnown(`${RULE}.RepositoryFilters.0.Filter`)(site) && isAlone(site),
    change: (site) => site.get(`${RULE}.RepositoryFilters`).push(prefixFilter('others/')),
    also: [EcrRule.REPLICA_POLICY],
    sound: [
      {
        name: 'the destination is outside of the app',
        change: setting({ [`${RULE}.Destinations`]: [{ Region: 'ap-southeast-2', RegistryId: '888899990000' }] }),
      },
    ],
  },
  {
    rule: EcrRule.REPLICA_POLICY,
    name: 'the policy of the destination admits images, but not their repositories',
    on: [REGISTRY_POLICY],
    when: (site) => JSON.stringify(site.get('PolicyText')).includes('ecr:ReplicateImage'),
    change: setting({ 'PolicyText.Statement.0.Action': 'ecr:ReplicateImage' }),
    sound: [
      {
        name: 'the repositories are there',
        change: (site) => addReplica(site, 'prod/api'),
      },
    ],
  },
  {
    rule: EcrRule.REPLICA_POLICY,
    name: 'the policy of the destination admits another account',
    on: [REGISTRY_POLICY],
    when: (site) => JSON.stringify(site.get('PolicyText')).includes('ecr:ReplicateImage'),
    change: setting({ 'PolicyText.Statement.0.Principal': { AWS: 'arn:aws:iam::888899990000:root' } }),
    sound: [
      {
        name: 'it admits all of the organization',
        change: setting({
          'PolicyText.Statement.0.Principal': '*',
          'PolicyText.Statement.0.Condition': { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } },
        }),
      },
      undecided('PolicyText.Statement'),
    ],
  },
];

/** The replication of the destination of a replication. */
function nextOf(site: Site): Json | undefined {
  const { account, region } = destinationOf(site);
  return site.stacks
    .filter((stack) => stack.region === region && stack.account === account)
    .flatMap(({ template }) => Object.values<Json>(template.Resources))
    .find(({ Type }) => Type === REPLICATION_CONFIGURATION);
}

function onwards(filters: unknown, region: string, account: string): Json {
  const rules = [{ Destinations: [{ Region: region, RegistryId: account }], RepositoryFilters: filters }];
  const properties = { ReplicationConfiguration: { Rules: rules } };
  return { Onwards: { Type: REPLICATION_CONFIGURATION, Properties: properties } };
}

/** The creation templates on which the replicas of a replication depend. */
function coveringTemplates(site: Site): Json[] {
  const { account, region } = destinationOf(site);
  return templatesAt(site, region, account).filter(({ Properties }) => Properties.AppliedFor.includes('REPLICATION'));
}

/** Declares the repositories of a source at the destination. */
function addReplica(site: Site, name: string): void {
  const [source] = site.stacks
    .flatMap(({ template }) => Object.values<Json>(template.Resources))
    .filter(({ Properties }) => Properties?.RepositoryName === name);
  const { Type, Properties, ...attributes } = structuredClone(source);
  const [key] = Object.entries<Json>(site.stack.template.Resources).find(([, each]) => each.Type === 'AWS::KMS::Key')!;
  Properties.EncryptionConfiguration.KmsKey = { 'Fn::GetAtt': [key, 'Arn'] };
  site.add(Type, Properties, attributes);
}

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret';
const credentials = (accessToken: string) => JSON.stringify({ username: 'payments', accessToken });
const isHub = (site: Site) => site.get('UpstreamRegistryUrl') === 'registry-1.docker.io';
const isOpen = (site: Site) =>
  ['registry.k8s.io', 'quay.io', 'public.ecr.aws'].includes(site.get('UpstreamRegistryUrl'));
const toKubernetes: Context = {
  name: 'the upstream needs no credentials',
  change: setting({ UpstreamRegistryUrl: 'registry.k8s.io', UpstreamRegistry: undefined, CredentialArn: undefined }),
};

const CACHES: readonly Operator[] = [
  {
    rule: EcrRule.CACHE_CREDENTIALS,
    name: 'a cache has no credentials',
    on: [PULL_THROUGH_CACHE_RULE],
    when: isHub,
    change: setting({ CredentialArn: undefined }),
    sound: [toKubernetes, undecided('CredentialArn')],
  },
  ...[`${SECRET}:payments/docker-hub-a1b2c3`, 'docker-hub'].map((arn): Operator => ({
    rule: EcrRule.CACHE_CREDENTIALS,
    name: `a cache has the secret ${arn}`,
    on: [PULL_THROUGH_CACHE_RULE],
    when: isHub,
    change: setting({ CredentialArn: arn }),
    sound: [
      {
        name: 'the secret has the name that Amazon ECR requires',
        change: setting({ CredentialArn: `${SECRET}:ecr-pullthroughcache/docker-hub-a1b2c3` }),
      },
      undecided('CredentialArn'),
    ],
  })),
  {
    rule: EcrRule.PARTIAL_SECRET_ARN,
    name: 'the secret of a cache is named by a part of its ARN',
    on: [PULL_THROUGH_CACHE_RULE],
    when: isHub,
    change: setting({ CredentialArn: `${SECRET}:ecr-pullthroughcache/docker-hub` }),
    sound: [
      {
        name: 'it is named by the whole ARN',
        change: setting({ CredentialArn: `${SECRET}:ecr-pullthroughcache/docker-hub-a1b2c3` }),
      },
      undecided('CredentialArn'),
    ],
  },
  {
    rule: EcrRule.CREDENTIALS_IN_TEMPLATE,
    name: 'the credentials of a cache are in the template',
    on: [ResourceType.SECRET],
    change: setting({ GenerateSecretString: undefined, SecretString: credentials('dckr_pat_0a1b2c3d4e5f') }),
    sound: [
      {
        name: 'they are a placeholder',
        change: setting({ SecretString: credentials('<replace me>') }),
      },
      {
        name: 'they are resolved at the deployment',
        change: setting({ SecretString: credentials('{{resolve:ssm-secure:/hub/token}}') }),
      },
      undecided('SecretString'),
    ],
  },
  {
    rule: EcrRule.CACHE_CREDENTIALS,
    name: 'a cache of another account has no role',
    on: [PULL_THROUGH_CACHE_RULE],
    when: isOpen,
    change: setting({ UpstreamRegistry: 'ecr', UpstreamRegistryUrl: `${OTHER}.dkr.ecr.us-west-2.amazonaws.com` }),
    sound: [
      {
        name: 'it is a cache of its own account',
        change: setting({ UpstreamRegistryUrl: '111122223333.dkr.ecr.us-west-2.amazonaws.com' }),
      },
      { name: 'it has a role', change: setting({ CustomRoleArn: 'arn:aws:iam::111122223333:role/cache' }) },
    ],
  },
  {
    rule: EcrRule.UNKNOWN_NAME,
    name: 'the upstream is the address of a web site',
    on: [PULL_THROUGH_CACHE_RULE],
    change: setting({ UpstreamRegistryUrl: 'hub.docker.com', UpstreamRegistry: undefined }),
    sound: [undecided('UpstreamRegistryUrl'), toKubernetes],
  },
  {
    rule: EcrRule.CACHE_UPSTREAM,
    name: 'a cache has the name of another upstream',
    on: [PULL_THROUGH_CACHE_RULE],
    change: setting({ UpstreamRegistryUrl: 'registry.k8s.io', UpstreamRegistry: 'quay', CredentialArn: undefined }),
    sound: [
      undecided('UpstreamRegistry', { when: (site) => site.get('UpstreamRegistryUrl') !== 'quay.io' }),
      toKubernetes,
    ],
  },
  {
    rule: EcrRule.CACHE_UPSTREAM,
    name: 'a cache has an upstream that the platform does not allow',
    on: [PULL_THROUGH_CACHE_RULE],
    withOptions: true,
    when: (site) => site.specimen.options.allowedUpstreams !== undefined && isHub(site),
    change: setting({ UpstreamRegistryUrl: 'quay.io', UpstreamRegistry: 'quay', CredentialArn: undefined }),
    sound: [{ name: 'the platform allows any upstream', props: {} }],
  },
  {
    rule: EcrRule.CACHE_UPSTREAM,
    name: 'a registry has more than 50 caches',
    on: [PULL_THROUGH_CACHE_RULE],
    when: (site) => isCertain(site) && isKnown('EcrRepositoryPrefix')(site),
    change: (site) => addCaches(site, MOST_CACHES),
    sound: [
      {
        name: 'it has 50',
        change: (site) => {
          const resources = site.stack.template.Resources as Json;
          const added = Object.keys(resources).filter((id) => id.startsWith('Added'));
          for (const id of added.slice(0, site.nearby(PULL_THROUGH_CACHE_RULE).length)) delete resources[id];
        },
      },
      {
        name: 'only the deployment knows whether the others are there',
        change: (site) => {
          site.addCondition();
          const resources = Object.entries(site.stack.template.Resources as Json);
          for (const [id, each] of resources) if (id.startsWith('Added')) each.Condition = 'Undecided';
        },
      },
    ],
  },
  {
    rule: EcrRule.CACHE_UPSTREAM,
    name: 'a cache is in GovCloud',
    on: [PULL_THROUGH_CACHE_RULE],
    when: isOpen,
    change: (site) => Object.assign(site.stack, { region: 'us-gov-west-1' }),
    // ARNs with the region that was keep it, in the partition of the new one.
    also: [EcrRule.CACHE_CREDENTIALS, EcrRule.CUSTOMER_KEY, EcrRule.POLICY_ACTIONS],
    sound: [
      {
        name: 'only the deployment knows the region',
        when: (site) =>
          isOpen(site) &&
          site.specimen.placesOf(CREATION_TEMPLATE).every(({ resource }) => resource.stack.path === site.stack.path),
        change: (site) => Object.assign(site.stack, { region: undefined }),
      },
    ],
  },
  {
    rule: EcrRule.CACHE_TEMPLATE,
    name: 'the prefix of a cache changed, but not that of its template',
    on: [PULL_THROUGH_CACHE_RULE],
    when: isKnown('EcrRepositoryPrefix'),
    change: setting({ EcrRepositoryPrefix: 'mutants' }),
    also: [EcrRule.TAG_IMMUTABILITY],
    sound: [
      {
        name: 'it is below the prefix of another cache',
        when: (site) =>
          isKnown('EcrRepositoryPrefix')(site) &&
          site.nearby(PULL_THROUGH_CACHE_RULE).length > 1 &&
          site.get('EcrRepositoryPrefix') === 'k8s/own',
        change: setting({ EcrRepositoryPrefix: 'k8s/mutants' }),
      },
    ],
  },
];

const isForPushes = (site: Site) => site.get('AppliedFor').includes('CREATE_ON_PUSH');

const isTemplateRole = (site: Site) =>
  JSON.stringify(site.get('AssumeRolePolicyDocument')).includes('ecr.amazonaws.com');

const TEMPLATES: readonly Operator[] = [
  {
    rule: EcrRule.TEMPLATE_ROLE,
    name: 'a creation template with a key has no role',
    on: [CREATION_TEMPLATE],
    change: setting({ CustomRoleArn: undefined }),
    sound: [undecided('CustomRoleArn')],
  },
  {
    rule: EcrRule.TEMPLATE_ROLE,
    name: 'the role of a creation template has a path',
    on: [CREATION_TEMPLATE],
    change: setting({ CustomRoleArn: 'arn:aws:iam::111122223333:role/registry/templates' }),
    sound: [
      {
        name: 'the role has none',
        change: (site) => site.set('CustomRoleArn', `arn:aws:iam::${site.stack.account}:role/templates`),
      },
    ],
  },
  {
    rule: EcrRule.TEMPLATE_ROLE,
    name: 'the role of a creation template trusts another service',
    on: [ResourceType.IAM_ROLE],
    when: isTemplateRole,
    change: setting({ 'AssumeRolePolicyDocument.Statement.0.Principal': { Service: 'ecs.amazonaws.com' } }),
    sound: [{ name: 'the role is of no template', when: (site) => !isTemplateRole(site) }],
  },
  {
    rule: EcrRule.TEMPLATE_ROLE,
    name: 'the role of a creation template may not create repositories',
    on: [ResourceType.IAM_POLICY],
    when: (site) => JSON.stringify(site.get('PolicyDocument')).includes('ecr:CreateRepository'),
    change: (site) =>
      site.set(
        'PolicyDocument.Statement',
        site.get('PolicyDocument.Statement').filter((each: Json) => !JSON.stringify(each).includes('ecr:')),
      ),
    sound: [
      {
        name: 'the role may in a policy of its own',
        change: (site) => {
          const roles = Object.values<Json>(site.stack.template.Resources).filter(
            ({ Type }) => Type === ResourceType.IAM_ROLE,
          );
          const statement = {
            Effect: 'Allow',
            Action: ['ecr:CreateRepository', 'ecr:ReplicateImage', 'ecr:TagResource'],
            Resource: '*',
          };
          for (const { Properties } of roles) {
            Properties.Policies = [{ PolicyName: 'own', PolicyDocument: { Statement: statement } }];
          }
        },
      },
    ],
  },
  {
    rule: EcrRule.TEMPLATE_ROLE,
    name: 'the role of a creation template may not use its key',
    on: [ResourceType.IAM_POLICY],
    when: (site) => JSON.stringify(site.get('PolicyDocument')).includes('kms:RetireGrant'),
    change: (site) =>
      site.set(
        'PolicyDocument.Statement',
        site.get('PolicyDocument.Statement').filter((each: Json) => !JSON.stringify(each).includes('kms:')),
      ),
    sound: [
      {
        name: 'another policy of the role allows it',
        change: (site) => {
          const statement = { Effect: 'Allow', Action: 'kms:*Grant*', Resource: '*' };
          const describe = { Effect: 'Allow', Action: 'kms:DescribeKey', Resource: '*' };
          const Roles = site.get('Roles');
          site.add(ResourceType.IAM_POLICY, { PolicyDocument: { Statement: [statement, describe] }, Roles });
        },
      },
    ],
  },
  {
    rule: EcrRule.ROOT_CREATE_ON_PUSH,
    name: 'a template creates repositories of any name',
    on: [CREATION_TEMPLATE],
    when: (site) => isForPushes(site) && site.get('Prefix') !== 'ROOT' && site.nearby(REGISTRY_POLICY).length === 0,
    change: setting({ Prefix: 'ROOT' }),
    sound: [
      {
        name: 'the policy of the registry limits who may',
        change: (site) => {
          const principal = { AWS: `arn:aws:iam::${site.stack.account}:role/ci` };
          const arn = `arn:aws:ecr:*:${site.stack.account}:repository/*`;
          const document = policy({ Principal: principal, Action: 'ecr:CreateRepository', Resource: arn });
          site.add(REGISTRY_POLICY, { PolicyText: document });
        },
      },
      undecided('Prefix'),
    ],
  },
  ...['team/*', 'Team/', '/team/'].map((prefix): Operator => ({
    rule: EcrRule.TEMPLATE_FORM,
    name: `the prefix of a creation template is ${prefix}`,
    on: [CREATION_TEMPLATE],
    when: isForPushes,
    change: setting({ Prefix: prefix }),
    also: replicas,
    sound: [undecided('Prefix')],
  })),
  {
    rule: EcrRule.TEMPLATE_FORM,
    name: 'the prefix of a creation template has the id of its stack',
    on: [CREATION_TEMPLATE],
    when: isForPushes,
    change: setting({ Prefix: { 'Fn::Sub': 'team/${AWS::StackId}' } }),
    also: replicas,
    sound: [
      {
        name: 'it has only a part of the id',
        change: setting({ Prefix: { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] } }),
      },
    ],
  },
  {
    rule: EcrRule.TEMPLATE_FORM,
    name: 'a creation template is applied for nothing',
    on: [CREATION_TEMPLATE],
    when: isForPushes,
    change: setting({ AppliedFor: [] }),
    also: replicas,
    sound: [undecided('AppliedFor'), { name: 'it is for pushes', change: setting({ AppliedFor: ['CREATE_ON_PUSH'] }) }],
  },
];

const signing = (filter: string, arn: string) => ({
  SigningProfileArn: arn,
  RepositoryFilters: [{ Filter: filter, FilterType: 'WILDCARD_MATCH' }],
});
const profile = (region: string) => `arn:aws:signer:${region}:111122223333:/signing-profiles/prod`;

const SIGNING: readonly Operator[] = [
  {
    rule: EcrRule.SIGNATURES_EXPIRE,
    name: 'the untagged images of a signed repository expire',
    on: [REPOSITORY],
    when: (site) => site.nearby(SIGNING_CONFIGURATION).length > 0 && site.get('RepositoryName') === 'prod/signed',
    change: setting({ 'LifecyclePolicy.LifecyclePolicyText': LIFECYCLE }),
    sound: [
      { name: 'its images are not signed', change: setting({ RepositoryName: 'unsigned/api' }) },
      undecided('LifecyclePolicy'),
    ],
  },
  {
    rule: EcrRule.SIGNING_CONFIGURATION,
    name: 'images are signed twice',
    on: [SIGNING_CONFIGURATION],
    change: setting({ Rules: [signing('signed/*', profile('eu-west-1')), signing('*/api', profile('eu-west-1'))] }),
    also: [EcrRule.SIGNATURES_EXPIRE],
    sound: [
      {
        name: 'no image is under both filters',
        change: setting({
          Rules: [signing('signed/*', profile('eu-west-1')), signing('base/*', profile('eu-west-1'))],
        }),
      },
      undecided('Rules'),
    ],
  },
  {
    rule: EcrRule.SIGNING_CONFIGURATION,
    name: 'images are signed with a profile of another region',
    on: [SIGNING_CONFIGURATION],
    change: setting({ 'Rules.0.SigningProfileArn': profile('us-east-1') }),
    sound: [
      {
        name: 'the profile is of the same region',
        change: setting({ 'Rules.0.SigningProfileArn': profile('eu-west-1') }),
      },
      undecided('Rules.0.SigningProfileArn'),
    ],
  },
  {
    rule: EcrRule.SIGNING_CONFIGURATION,
    name: 'images are signed with a profile for functions',
    on: [SIGNING_CONFIGURATION],
    change: (site) => {
      const id = site.add('AWS::Signer::SigningProfile', { PlatformId: 'AWSLambda-SHA384-ECDSA' });
      site.set('Rules.0.SigningProfileArn', { 'Fn::GetAtt': [id, 'Arn'] });
    },
    sound: [undecided('Rules.0.SigningProfileArn')],
  },
];

export const REGISTRY_OPERATORS: readonly Operator[] = [
  ...SINGLETONS,
  ...EXCLUSIONS,
  ...SCANNING,
  ...REPLICATION,
  ...CACHES,
  ...TEMPLATES,
  ...SIGNING,
];
