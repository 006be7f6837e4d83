import * as fc from 'fast-check';
import type { Json } from '../../../../src/text/json';
import { withoutUndefined } from '../../../../src/text/without-undefined';
import type { RegistryFile } from '../../../src/snapshot/format';

const ACCOUNT = '111122223333';
const OTHERS = ['444455556666', '777788889999'];

const PLACES = [
  { region: 'eu-west-1', partition: 'aws', urlSuffix: 'amazonaws.com' },
  { region: 'eu-west-1', partition: 'aws', urlSuffix: 'amazonaws.com' },
  { region: 'us-gov-west-1', partition: 'aws-us-gov', urlSuffix: 'amazonaws.com' },
  { region: 'cn-north-1', partition: 'aws-cn', urlSuffix: 'amazonaws.com.cn' },
];
/** Regions of the same partitions. */
const DESTINATIONS: Readonly<Record<string, readonly string[]>> = {
  'eu-west-1': ['eu-central-1', 'us-east-1'],
  'us-gov-west-1': ['us-gov-east-1'],
  'cn-north-1': ['cn-northwest-1'],
};
type Place = (typeof PLACES)[number];

const text = fc.oneof(
  fc.constantFrom('', 'All images', '*/ alert(1) /*', 'it\'s "quoted" `${x}`', 'line\nbreak\u2028', '__proto__'),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
);
const prefix = fc.oneof(
  fc.constantFrom('docker-hub', 'team', 'team/web', 'ROOT', 'a', 'team/', '1st', 'ecr-public', 'x-y.z_w', 'registry'),
  fc.stringMatching(/^[a-z0-9]{2,12}(?:[/-][a-z0-9]{1,12}){0,2}$/),
);
/** Mostly the first, sometimes the second. */
const mostly = <T>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: usual, weight: 19 }, { arbitrary: odd, weight: 1 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

function filters(type: string, values: fc.Arbitrary<string>): fc.Arbitrary<Json[]> {
  return fc.array(fc.record({ filter: values, filterType: mostly(fc.constant(type), fc.constant('PREFIX_MATCH')) }), {
    minLength: 1,
    maxLength: 4,
  });
}

const wildcard = mostly(fc.constantFrom('*', 'prod/*', 'team', '*-app', 'a', 'dot.*.x'), fc.constant('UPPER'));

const scanning: fc.Arbitrary<Json> = fc.record({
  scanType: fc.constantFrom('BASIC', 'ENHANCED'),
  rules: fc.array(
    fc.record({
      scanFrequency: mostly(fc.constantFrom('SCAN_ON_PUSH', 'CONTINUOUS_SCAN'), fc.constant('MANUAL')),
      repositoryFilters: filters('WILDCARD', wildcard),
    }),
    { maxLength: 3 },
  ),
});

const replication = ({ region: own }: Place): fc.Arbitrary<Json> =>
  fc.record({
    rules: fc.array(
      fc
        .record({
          destinations: fc.uniqueArray(
            fc.record({
              region: mostly(
                fc.constantFrom(...DESTINATIONS[own]),
                fc.constantFrom('eu-west-1', 'us-east-2', 'xx-new-9'),
              ),
              registryId: fc.constantFrom(ACCOUNT, ...OTHERS),
            }),
            { minLength: 1, maxLength: 2, selector: (each) => JSON.stringify(each) },
          ),
          repositoryFilters: maybe(
            filters(
              'PREFIX_MATCH',
              mostly(fc.constantFrom('prod/', 'team/', 'team/web/', 'prod/api'), fc.constantFrom('prod', 'a')),
            ),
          ),
          deleteReplication: mostly<Json | undefined>(fc.constant(undefined), fc.record({ enabled: fc.boolean() })),
        })
        .map(withoutUndefined),
      { maxLength: 3 },
    ),
  });

function signing({ region, partition }: Place): fc.Arbitrary<Json> {
  return fc.record({
    rules: fc.array(
      fc
        .record({
          signingProfileArn: mostly(
            fc.constantFrom(
              `arn:${partition}:signer:${region}:${ACCOUNT}:/signing-profiles/images`,
              `arn:${partition}:signer:${region}:${OTHERS[0]}:/signing-profiles/central_images`,
            ),
            fc.constant(`arn:${partition}:signer:us-east-2:${ACCOUNT}:/signing-profiles/images`),
          ),
          repositoryFilters: maybe(filters('WILDCARD_MATCH', wildcard)),
        })
        .map(withoutUndefined),
      { maxLength: 3 },
    ),
  });
}

function cacheRule({ region, partition, urlSuffix }: Place): fc.Arbitrary<Json> {
  const start = `arn:${partition}:secretsmanager:${region}`;
  const secret = mostly<string | undefined>(
    fc.constantFrom(
      `${start}:${ACCOUNT}:secret:ecr-pullthroughcache/docker-hub-a1b2c3`,
      `${start}:${ACCOUNT}:secret:ecr-pullthroughcache/hub`,
    ),
    fc.constantFrom(
      undefined,
      `${start}:${ACCOUNT}:secret:other-a1b2c3`,
      `${start}:${OTHERS[0]}:secret:ecr-pullthroughcache/hub-a1b2c3`,
    ),
  );
  const upstream: fc.Arbitrary<Json> = fc.oneof(
    fc.constantFrom(
      { upstreamRegistry: 'ecr-public', upstreamRegistryUrl: 'public.ecr.aws' },
      { upstreamRegistry: 'k8s', upstreamRegistryUrl: 'registry.k8s.io' },
      { upstreamRegistry: 'quay', upstreamRegistryUrl: 'quay.io' },
      { upstreamRegistryUrl: 'quay.io' },
      { upstreamRegistry: 'new-registry', upstreamRegistryUrl: 'example.com' },
    ),
    fc.record({
      upstreamRegistry: fc.constant('docker-hub'),
      upstreamRegistryUrl: mostly(fc.constant('registry-1.docker.io'), fc.constant('docker.io')),
      credentialArn: secret,
    }),
    fc.record({
      upstreamRegistry: fc.constant('azure-container-registry'),
      upstreamRegistryUrl: fc.constant('myimages.azurecr.io'),
      credentialArn: secret,
    }),
    fc.record({
      upstreamRegistry: fc.constant('ecr'),
      upstreamRegistryUrl: fc.constantFrom(
        `${OTHERS[0]}.dkr.ecr.${region}.${urlSuffix}`,
        `${ACCOUNT}.dkr.ecr.us-east-2.${urlSuffix}`,
        `${ACCOUNT}.dkr.ecr.${region}.${urlSuffix}`,
        `${OTHERS[0]}.dkr.ecr.${region}.example.com`,
      ),
      customRoleArn: maybe(
        fc.constantFrom(
          `arn:${partition}:iam::${ACCOUNT}:role/service/cache`,
          `arn:${partition}:iam::${OTHERS[0]}:role/c`,
        ),
      ),
    }),
  );
  return fc
    .tuple(
      fc.record({
        ecrRepositoryPrefix: prefix,
        createdAt: fc.constant('2026-01-01T00:00:00.000Z'),
        registryId: fc.constant(ACCOUNT),
        upstreamRepositoryPrefix: mostly<string | undefined>(
          fc.constantFrom('ROOT', undefined),
          fc.constantFrom('upstream', 'upstream/', 'x'),
        ),
      }),
      upstream,
    )
    .map(([rule, more]) => withoutUndefined({ ...rule, ...more }));
}

const lifecycle = fc.constantFrom(
  '{"rules":[{"rulePriority":1,"selection":{"tagStatus":"untagged","countType":"sinceImagePushed","countUnit":"days","countNumber":14},"action":{"type":"expire"}}]}',
  '{ "rules": [ { "rulePriority": 5, "description": "keep", "selection": { "tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 100 }, "action": { "type": "expire" } } ] }',
  '{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"sinceImagePulled","countUnit":"days","countNumber":90},"action":{"type":"transition","targetStorageClass":"archive"}}]}',
  '{"rules":[{"rulePriority":1,"selection":{"tagStatus":"new"},"action":{"type":"expire"}}]}',
  'no JSON',
);

function repositoryPolicy({ partition }: Place): fc.Arbitrary<string> {
  const pull = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
  return fc
    .array(
      fc.constantFrom<Json>(
        { Sid: 'Pull', Effect: 'Allow', Principal: { AWS: `arn:${partition}:iam::${OTHERS[0]}:root` }, Action: pull },
        { Effect: 'Allow', Principal: '*', Action: 'ecr:*' },
        {
          Effect: 'Allow',
          Principal: { Service: 'lambda.amazonaws.com' },
          Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
          Condition: { StringLike: { 'aws:SourceArn': `arn:${partition}:lambda:*:${OTHERS[0]}:function:*` } },
        },
        { Effect: 'Deny', NotPrincipal: { AWS: ACCOUNT }, Action: 'ecr:Batch?eleteImage' },
      ),
      { minLength: 1, maxLength: 3 },
    )
    .chain((Statement) =>
      fc.constantFrom('2012-10-17', '2008-10-17').map((Version) => JSON.stringify({ Version, Statement })),
    );
}

function creationTemplate(place: Place): fc.Arbitrary<Json> {
  const { region, partition } = place;
  const uses = fc.oneof(
    { arbitrary: fc.constant(['PULL_THROUGH_CACHE']), weight: 3 },
    { arbitrary: fc.shuffledSubarray(['CREATE_ON_PUSH', 'PULL_THROUGH_CACHE'], { minLength: 1 }), weight: 3 },
    fc.shuffledSubarray(['CREATE_ON_PUSH', 'PULL_THROUGH_CACHE', 'REPLICATION'], { minLength: 1 }),
  );
  const mutability = fc.constantFrom<Json>(
    { imageTagMutability: 'MUTABLE' },
    { imageTagMutability: 'IMMUTABLE' },
    {
      imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
      imageTagMutabilityExclusionFilters: [
        { filterType: 'WILDCARD', filter: 'latest' },
        { filterType: 'WILDCARD', filter: 'dev-*' },
      ],
    },
    {},
  );
  const key = `arn:${partition}:kms:${region}:${ACCOUNT}:key/11111111-2222-3333-4444-555555555555`;
  return fc
    .tuple(
      fc.record({
        prefix,
        appliedFor: uses,
        description: mostly<string | undefined>(fc.constant(undefined), text),
        encryptionConfiguration: mostly<Json | undefined>(
          fc.constantFrom({ encryptionType: 'AES256' }, undefined),
          fc.constantFrom({ encryptionType: 'KMS', kmsKey: key }, { encryptionType: 'KMS' }),
        ),
        customRoleArn: mostly<string | undefined>(
          fc.constant(undefined),
          fc.constant(`arn:${partition}:iam::${ACCOUNT}:role/templates`),
        ),
        resourceTags: mostly<Json[] | undefined>(
          fc.constantFrom([], undefined),
          fc.constant([
            { key: 'team', value: 'web' },
            { key: 'Env', value: '' },
          ]),
        ),
        lifecyclePolicy: mostly<string | undefined>(fc.constant(undefined), lifecycle),
        repositoryPolicy: mostly<string | undefined>(fc.constant(undefined), repositoryPolicy(place)),
        createdAt: fc.constant('2026-01-01T00:00:00.000Z'),
      }),
      mutability,
    )
    .map(([template, more]) => withoutUndefined({ ...template, ...more }));
}

function registryPolicy({ region, partition }: Place): fc.Arbitrary<Json> {
  const repositories = `arn:${partition}:ecr:${region}:${ACCOUNT}:repository`;
  const root = `arn:${partition}:iam::${OTHERS[0]}:root`;
  const organization = {
    Principal: { AWS: '*' },
    Condition: {
      StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
      StringNotEquals: { 'aws:PrincipalAccount': ACCOUNT },
    },
  };
  const resource = fc.oneof(
    fc.constantFrom(`${repositories}/*`, `${repositories}/prod/*`, `${repositories}/prod*`, '*'),
    fc.constant([`${repositories}/prod/*`, `${repositories}/team/*`]),
    fc.constant([`${repositories}/docker-hub/*`]),
  );
  const actions = fc.oneof(
    fc.constantFrom<string | string[]>(
      ['ecr:CreateRepository', 'ecr:ReplicateImage'],
      ['ecr:ReplicateImage', 'ecr:CreateRepository', 'ecr:TagResource'],
      ['ecr:BatchImportUpstreamImage'],
      ['ecr:CreateRepository', 'ecr:BatchImportUpstreamImage'],
      'ecr:CreateRepository',
    ),
    fc.constantFrom<string | string[]>('ecr:*', ['ecr:DeleteRepository', 'ecr:PutImage'], 'ecr:Delete?epository'),
  );
  const statement = fc
    .record({
      Sid: maybe(fc.constantFrom('One', 'Two', 'Three', 'Replicate', '')),
      Effect: mostly(fc.constant('Allow'), fc.constant('Deny')),
      Action: actions,
      Resource: resource,
      principal: fc.constantFrom<Json>(
        { Principal: { AWS: root } },
        { Principal: { AWS: [root, `arn:${partition}:iam::${OTHERS[1]}:root`] } },
        { Principal: { AWS: OTHERS[0] } },
        { Principal: '*' },
        { NotPrincipal: { AWS: `arn:${partition}:iam::${ACCOUNT}:role/admin` } },
        organization,
      ),
    })
    .map(({ principal, ...rest }) => withoutUndefined({ ...rest, ...principal }));
  return fc
    .record({
      Version: fc.constantFrom('2012-10-17', '2008-10-17'),
      Id: mostly<string | undefined>(fc.constant(undefined), fc.constant('policy')),
      Statement: mostly<unknown>(fc.array(statement, { minLength: 1, maxLength: 4 }), statement),
    })
    .map(withoutUndefined);
}

/** Registries of every shape, with settings that the library declares and with some that it refuses. */
export const anyRegistry: fc.Arbitrary<RegistryFile> = fc.constantFrom(...PLACES).chain((place) => {
  const { region, partition } = place;
  const unique = (values: fc.Arbitrary<Json>, name: string) =>
    fc.uniqueArray(values, { maxLength: 6, selector: (each) => each[name] });
  return fc
    .record({
      version: fc.constant(1 as const),
      account: fc.constant(ACCOUNT),
      region: fc.constant(region),
      partition: fc.constant(partition),
      time: fc.constant('2026-11-28T12:00:00.000Z'),
      contents: fc.constant({ images: false, inspector: false, templates: false }),
      policy: maybe(registryPolicy(place)),
      scanningConfiguration: maybe(scanning),
      replicationConfiguration: maybe(replication(place)),
      signingConfiguration: maybe(signing(place)),
      pullThroughCacheRules: maybe(unique(cacheRule(place), 'ecrRepositoryPrefix')),
      repositoryCreationTemplates: maybe(unique(creationTemplate(place), 'prefix')),
      pullTimeUpdateExclusions: maybe(
        fc.uniqueArray(
          fc.constantFrom(
            `arn:${partition}:iam::${ACCOUNT}:role/scanner`,
            `arn:${partition}:iam::${ACCOUNT}:role/security/scanner`,
            `arn:${partition}:iam::${OTHERS[0]}:role/scanner`,
            `arn:${partition}:iam::${ACCOUNT}:user/scanner`,
          ),
        ),
      ),
      accountSettings: maybe(
        fc
          .record({
            REGISTRY_POLICY_SCOPE: maybe(fc.constantFrom('V1', 'V2')),
            BLOB_MOUNTING: maybe(fc.constant('ENABLED')),
          })
          .map(withoutUndefined),
      ),
      unread: fc.constant([]),
    })
    .map((registry) => alike(withoutUndefined(registry) as RegistryFile));
});

/** Most caches get the prefix of a template: by chance, hardly any would. */
function alike(registry: RegistryFile): RegistryFile {
  const { pullThroughCacheRules: rules, repositoryCreationTemplates: templates = [] } = registry;
  if (rules === undefined) return registry;
  const wanted = rules.map((rule, index) => ({
    ...rule,
    ecrRepositoryPrefix: templates[index]?.prefix ?? rule.ecrRepositoryPrefix,
  }));
  const byPrefix = new Map(wanted.map((rule) => [rule.ecrRepositoryPrefix, rule]));
  return { ...registry, pullThroughCacheRules: [...byPrefix.values()] };
}
