'use strict';

/*
 * The snapshot of a company's registry and its recovery region, with all that one can set: what the page of
 * `cdk-ecr report` is measured, tested and pictured with. It is the same in every run.
 */
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');

/** When the snapshot was taken. */
const AT = new Date('2026-11-28T08:00:00Z');
const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
const RECOVERY = 'eu-central-1';
const DAY = 86_400_000;
const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const TEAMS = ['payments', 'search', 'identity', 'shipping', 'catalog', 'web', 'data', 'mobile', 'platform', 'support'];

module.exports = { ACCOUNT, AT, REGION, RECOVERY, servicesOf, writeSample };

/** What `writeSample` makes a number of repositories and about a number of images of, those of both regions in all. */
function servicesOf(repositories, images) {
  const own = Math.ceil((repositories * 10) / 11);
  const names = Array.from({ length: own }, (_, index) => `${TEAMS[index % 10]}/${areaOf(index)}service-${index}`);
  return { names, images: own === repositories ? images : Math.ceil(images * 0.92) };
}

/** Teams with many services have a prefix for each area. */
function areaOf(index) {
  return index < 200 ? '' : `area-${Math.floor(index / 10) % 12}/`;
}

/**
 * Writes the snapshot into a folder: repositories with these names and a number of images in all. A tenth of them, or
 * those that `isReplicated` names, has a replica in the recovery region, with the same images but the newest one. The
 * replicas are beyond the number of images. `tagsOf` gives a repository more tags.
 */
function writeSample(folder, { names, images, isReplicated = (_, index) => index % 10 === 9, tagsOf = () => ({}) }) {
  const replicated = names.filter(isReplicated);
  const main = path.join(folder, ACCOUNT, REGION);
  const recovery = path.join(folder, ACCOUNT, RECOVERY);
  for (const parent of [main, recovery]) fs.mkdirSync(path.join(parent, 'images'), { recursive: true });
  fs.writeFileSync(path.join(main, 'registry.json'), JSON.stringify(mainRegistry(names, replicated)));
  fs.writeFileSync(path.join(recovery, 'registry.json'), JSON.stringify(registry(RECOVERY)));

  const isReplica = new Set(replicated);
  const lines = { [main]: [], [recovery]: [] };
  const write = (parent, name, line, content) => {
    lines[parent].push(JSON.stringify(line));
    const text = content.map((each) => `${JSON.stringify(each)}\n`).join('');
    fs.writeFileSync(path.join(parent, 'images', `${encodeURIComponent(name)}.ndjson.gz`), zlib.gzipSync(text));
  };
  names.forEach((name, index) => {
    const from = Math.floor((images * index) / names.length);
    const count = Math.floor((images * (index + 1)) / names.length) - from;
    const content = imagesOf(name, index, count);
    write(main, name, withTags(repository(name, index), tagsOf(name)), content);
    if (isReplica.has(name)) {
      write(
        recovery,
        name,
        withTags(replica(name), tagsOf(name)),
        content.slice(1).map(({ inUseCount, lastInUseAt, ...each }) => each),
      );
    }
  });
  for (const parent of [main, recovery]) {
    fs.writeFileSync(path.join(parent, 'repositories.ndjson'), lines[parent].map((line) => `${line}\n`).join(''));
  }
}

function registry(region) {
  return {
    version: 1,
    account: ACCOUNT,
    region,
    partition: 'aws',
    time: AT.toISOString(),
    contents: { images: true, inspector: true, templates: false },
    scanningConfiguration: { scanType: 'BASIC', rules: [] },
    replicationConfiguration: { rules: [] },
    pullThroughCacheRules: [],
    repositoryCreationTemplates: [],
    signingConfiguration: { rules: [] },
    pullTimeUpdateExclusions: [],
    accountSettings: { BASIC_SCAN_TYPE_VERSION: 'AWS_NATIVE', REGISTRY_POLICY_SCOPE: 'V2' },
    unread: [],
  };
}

function mainRegistry(names, replicated) {
  const filters = (filter, filterType) => [{ filter, filterType }];
  return {
    ...registry(REGION),
    policy: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'CachesForBuilds',
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::444455556666:root' },
          Action: ['ecr:BatchImportUpstreamImage', 'ecr:CreateRepository'],
          Resource: `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/docker-hub/*`,
        },
      ],
    },
    scanningConfiguration: {
      scanType: 'ENHANCED',
      rules: [
        { scanFrequency: 'CONTINUOUS_SCAN', repositoryFilters: filters(`${TEAMS[0]}/*`, 'WILDCARD') },
        { scanFrequency: 'SCAN_ON_PUSH', repositoryFilters: filters('*', 'WILDCARD') },
      ],
    },
    replicationConfiguration: {
      rules: [
        {
          destinations: [{ region: RECOVERY, registryId: ACCOUNT }],
          repositoryFilters: [...new Set((replicated.length > 0 ? replicated : names).map(prefixOf))]
            .slice(0, 10)
            .map((filter) => ({ filter, filterType: 'PREFIX_MATCH' })),
        },
        {
          destinations: [{ region: REGION, registryId: '777788889999' }],
          repositoryFilters: filters('identity/', 'PREFIX_MATCH'),
        },
      ],
    },
    pullThroughCacheRules: [
      {
        ecrRepositoryPrefix: 'docker-hub',
        upstreamRegistryUrl: 'registry-1.docker.io',
        upstreamRegistry: 'docker-hub',
        credentialArn: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:ecr-pullthroughcache/docker-hub-a1b2c3`,
      },
      { ecrRepositoryPrefix: 'ecr-public', upstreamRegistryUrl: 'public.ecr.aws', upstreamRegistry: 'ecr-public' },
    ],
    repositoryCreationTemplates: [
      {
        prefix: 'docker-hub',
        appliedFor: ['PULL_THROUGH_CACHE'],
        imageTagMutability: 'MUTABLE',
        encryptionConfiguration: { encryptionType: 'AES256' },
        resourceTags: [{ Key: 'team', Value: 'platform' }],
      },
      { prefix: 'ROOT', appliedFor: ['REPLICATION'], imageTagMutability: 'IMMUTABLE' },
    ],
    signingConfiguration: {
      rules: [
        {
          signingProfileArn: `arn:aws:signer:${REGION}:${ACCOUNT}:/signing-profiles/images`,
          repositoryFilters: filters('payments/*', 'WILDCARD_MATCH'),
        },
      ],
    },
    pullTimeUpdateExclusions: [`arn:aws:iam::${ACCOUNT}:role/scanner`],
  };
}

function prefixOf(name) {
  return name.slice(0, name.indexOf('/') + 1);
}

/** Teams differ in their settings, and three have no lifecycle policy. */
function repository(repositoryName, index) {
  const team = index % 10;
  const policy = policyOf(team, index);
  return {
    ...identity(repositoryName, REGION),
    createdAt: new Date(AT.getTime() - (400 + (index % 300)) * DAY).toISOString(),
    encryption:
      team < 6 ? { encryptionType: 'KMS', kmsKey: KEY, keyManager: 'CUSTOMER' } : { encryptionType: 'AES256' },
    imageTagMutability: team < 4 ? 'IMMUTABLE' : 'MUTABLE',
    scanOnPush: team !== 7,
    tags: { team: TEAMS[team], service: repositoryName.slice(repositoryName.lastIndexOf('/') + 1) },
    ...(team < 7 && { lifecyclePolicy: LIFECYCLES[team % LIFECYCLES.length] }),
    ...(policy && { policy }),
    ...(team % 2 === 0 && { stack: { stackName: `${TEAMS[team]}-images`, logicalId: `Service${index}` } }),
  };
}

function withTags(line, tags) {
  return { ...line, tags: { ...line.tags, ...tags } };
}

function replica(repositoryName) {
  return {
    ...identity(repositoryName, RECOVERY),
    encryption: { encryptionType: 'AES256' },
    imageTagMutability: 'IMMUTABLE',
    scanOnPush: false,
  };
}

function identity(repositoryName, region) {
  return {
    repositoryName,
    repositoryArn: `arn:aws:ecr:${region}:${ACCOUNT}:repository/${repositoryName}`,
    repositoryUri: `${ACCOUNT}.dkr.ecr.${region}.amazonaws.com/${repositoryName}`,
  };
}

const rule = (rulePriority, selection, action = { type: 'expire' }) => ({ rulePriority, selection, action });
const days = (countNumber, countType = 'sinceImagePushed') => ({ countType, countUnit: 'days', countNumber });
const newest = (countNumber) => ({ countType: 'imageCountMoreThan', countNumber });
const LIFECYCLES = [
  {
    rules: [
      rule(1, { tagStatus: 'tagged', tagPatternList: ['v*'], ...newest(50) }),
      rule(2, { tagStatus: 'tagged', tagPrefixList: ['ci-'], ...newest(10) }),
      rule(3, { tagStatus: 'untagged', ...days(14) }),
    ],
  },
  {
    rules: [
      rule(
        1,
        { tagStatus: 'any', storageClass: 'standard', ...days(90, 'sinceImagePulled') },
        { type: 'transition', targetStorageClass: 'archive' },
      ),
      rule(2, { tagStatus: 'any', storageClass: 'archive', ...days(365, 'sinceImageTransitioned') }),
    ],
  },
  { rules: [rule(1, { tagStatus: 'any', ...newest(30) })] },
];

/** Most repositories are pulled by the accounts that run services; some are open to more. */
function policyOf(team, index) {
  const allow = (Sid, Principal, Action, Condition) => ({
    Sid,
    Effect: 'Allow',
    Principal,
    Action,
    ...(Condition && { Condition }),
  });
  const pull = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
  const push = ['ecr:CompleteLayerUpload', 'ecr:InitiateLayerUpload', 'ecr:PutImage', 'ecr:UploadLayerPart'];
  const statements = [];
  if (team < 5) {
    statements.push(
      allow('Services', { AWS: [`arn:aws:iam::444455556666:root`, 'arn:aws:iam::777788889999:root'] }, pull),
    );
  }
  if (team === 2) {
    statements.push(
      allow('Functions', { Service: 'lambda.amazonaws.com' }, pull, {
        StringLike: { 'aws:sourceArn': `arn:aws:lambda:${REGION}:${ACCOUNT}:function:*` },
      }),
    );
  }
  if (team === 3) {
    statements.push(allow('Company', '*', pull, { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }));
  }
  if (team === 6) {
    statements.push(allow('Builds', { AWS: `arn:aws:iam::${ACCOUNT}:role/builds` }, [...pull, ...push]));
  }
  if (index % 100 === 8) statements.push(allow('Everybody', '*', pull));
  return statements.length > 0 && { Version: '2012-10-17', Statement: statements };
}

/** One build on most days, a release now and then, untagged ones; the newest first. Some run, and some of these have findings. */
function imagesOf(repositoryName, index, count) {
  const time = (daysAgo) => new Date(AT.getTime() - Math.round(daysAgo * DAY)).toISOString();
  return Array.from({ length: count }, (_, place) => {
    const pushed = 1 + (index % 5) + place * (3 + (index % 4));
    const tags = place % 8 === 7 ? [] : [`ci-${count - place}`, ...(place % 6 === 2 ? [`v1.${count - place}.0`] : [])];
    const isPulled = (index + place) % 3 !== 1;
    const isArchived = isPulled && place > 6 && index % 10 === 1;
    const isRunning = place === 2 && index % 3 === 0;
    return {
      registryId: ACCOUNT,
      repositoryName,
      imageDigest: `sha256:${createHash('sha256').update(`${repositoryName} ${place}`).digest('hex')}`,
      ...(tags.length > 0 && { imageTags: tags }),
      imageSizeInBytes: 20_000_000 + ((index * 7_919 + place * 104_729) % 400) * 1_000_000,
      imagePushedAt: time(pushed),
      imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
      artifactMediaType: 'application/vnd.oci.image.config.v1+json',
      ...(isPulled && { lastRecordedPullTime: time(isArchived ? pushed * 0.98 : pushed / 4) }),
      imageStatus: isArchived ? 'ARCHIVED' : 'ACTIVE',
      ...(isArchived && { lastArchivedAt: time(Math.min(pushed * 0.5, 40)) }),
      ...(place < 4 && {
        imageScanStatus: { status: 'ACTIVE' },
        imageScanFindingsSummary: {
          imageScanCompletedAt: time(0.5),
          vulnerabilitySourceUpdatedAt: time(0.6),
          findingSeverityCounts: { ...(index % 7 === 0 && { CRITICAL: 1 + (index % 3) }), HIGH: index % 9, MEDIUM: 4 },
        },
      }),
      ...(isRunning && { inUseCount: 1 + (index % 4), lastInUseAt: time(0.2) }),
    };
  });
}
