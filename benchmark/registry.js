'use strict';

/* A registry over HTTP, as the API of Amazon ECR answers. */
const { createServer } = require('node:http');
const { AT } = require('./images');

const ACCOUNT = '111122223333';
const REGION = 'eu-central-1';
const PAGE = 1_000;
const LIFECYCLE = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 100 },
      action: { type: 'expire' },
    },
  ],
});

module.exports = { ACCOUNT, REGION, serve };

/** Serves a number of repositories of some images each, while something runs. */
async function serve(repositories, images, run) {
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const operation = request.headers['x-amz-target']?.split('.')[1];
      const input = operation && JSON.parse(Buffer.concat(chunks));
      const found = operation ? answer(operation, input, repositories, images) : IDENTITY;
      if (found === undefined) response.statusCode = 400;
      response.end(typeof found === 'string' ? found : JSON.stringify(found ?? { __type: NONE[operation] }));
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  try {
    return await run(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const IDENTITY =
  '<GetCallerIdentityResponse><GetCallerIdentityResult>' +
  `<Account>${ACCOUNT}</Account><Arn>arn:aws:iam::${ACCOUNT}:user/reader</Arn>` +
  '</GetCallerIdentityResult></GetCallerIdentityResponse>';

/** The codes by which the service says that there is none. */
const NONE = {
  GetRegistryPolicy: 'RegistryPolicyNotFoundException',
  GetRepositoryPolicy: 'RepositoryPolicyNotFoundException',
  GetSigningConfiguration: 'SigningConfigurationNotFoundException',
};

function answer(operation, input, repositories, images) {
  const offset = Number(input.nextToken ?? 0);
  const page = (member, total, make) => ({
    [member]: Array.from({ length: Math.min(PAGE, total - offset) }, (_, index) => make(offset + index)),
    ...(offset + PAGE < total && { nextToken: String(offset + PAGE) }),
  });
  switch (operation) {
    case 'DescribeRepositories':
      return page('repositories', repositories, repository);
    case 'DescribeImages':
      return page('imageDetails', images, (index) => image(input.repositoryName, index));
    case 'GetLifecyclePolicy':
      return { repositoryName: input.repositoryName, lifecyclePolicyText: LIFECYCLE };
    case 'GetRegistryScanningConfiguration':
      return { scanningConfiguration: { scanType: 'BASIC', rules: [] } };
    case 'DescribeRegistry':
      return { replicationConfiguration: { rules: [] } };
    case 'GetAccountSetting':
      return { name: input.name, value: 'ENABLED' };
    default:
      return operation in NONE ? undefined : {};
  }
}

function repository(index) {
  const repositoryName = `team-${index % 40}/service-${index}`;
  return {
    repositoryName,
    repositoryArn: `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/${repositoryName}`,
    repositoryUri: `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/${repositoryName}`,
    createdAt: AT.getTime() / 1_000,
    imageTagMutability: 'IMMUTABLE',
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfiguration: { encryptionType: 'AES256' },
  };
}

function image(repositoryName, index) {
  return {
    registryId: ACCOUNT,
    repositoryName,
    imageDigest: `sha256:${index.toString(16).padStart(64, '0')}`,
    imageTags: [`build-${index}`],
    imageSizeInBytes: 100_000_000 + index,
    imagePushedAt: AT.getTime() / 1_000 - index * 60,
    imageStatus: 'ACTIVE',
    imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
  };
}
