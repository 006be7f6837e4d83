import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as fc from 'fast-check';
import { overridden } from './repository/build';
import { EcrRule } from '../../../src/ecr/ecr-rule';
import { PrivateRepository } from '../../../src/repository/private-repository';
import { problemsOf, testRuleTable } from '../../checks/support';

const rule = EcrRule.PROPERTY_VALUE;

testRuleTable({
  rule,
  l1: (stack) => new ecr.CfnRepository(stack, 'Bad', { repositoryName: '{{resolve:ssm-secure:/images/name:1}}' }),
  l2: 'it takes booleans only, and refuses a name with a brace',
  override: (stack) => overridden(stack, { EmptyOnDelete: 1 }),
  passes: (stack) => new PrivateRepository(stack, 'Good'),
});

const found = (properties: Record<string, unknown>) => problemsOf(rule, (stack) => overridden(stack, properties));

test('reports a text that is no boolean, with the boolean that it probably means', () => {
  expect(found({ EmptyOnDelete: 'yes', 'ImageScanningConfiguration.ScanOnPush': 'off' })).toEqual([
    'Properties/EmptyOnDelete: EmptyOnDelete is "yes" but must be true or false',
    'Properties/ImageScanningConfiguration/ScanOnPush: ScanOnPush is "off" but must be true or false',
  ]);
});

test.each([true, false, 'true', 'false', 'True', { Ref: 'AWS::StackId' }, '{{resolve:ssm:/empty}}'])(
  'does not report the boolean %j',
  (EmptyOnDelete) => {
    expect(found({ EmptyOnDelete })).toEqual([]);
  },
);

test('reports a text of the replication of deletions that is no boolean', () => {
  const deletion = (Enabled: unknown) =>
    problemsOf(rule, (stack) => {
      const replication = new ecr.CfnReplicationConfiguration(stack, 'Bad', {
        replicationConfiguration: { rules: [{ destinations: [] }] },
      });
      replication.addPropertyOverride('ReplicationConfiguration.Rules.0.DeleteReplication', { Enabled });
    });
  expect(deletion('on')).toEqual([
    'Properties/ReplicationConfiguration/Rules/0/DeleteReplication/Enabled: Enabled is "on" but must be true or false',
  ]);
  expect(deletion('true')).toEqual([]);
});

test.each<[string, unknown, string]>([
  ['of a secure string', 'a/{{resolve:ssm-secure:/name}}', 'must not be of ssm-secure'],
  ['of an unknown service', '{{resolve:parameters:/name}}', 'must name the service ssm or secretsmanager'],
  ['without a service', '{{resolve:}}', 'must name the service ssm or secretsmanager'],
  ['without a name', '{{resolve:ssm:}}', 'must name a value'],
  ['without any name', '{{resolve:secretsmanager}}', 'must name a value'],
  ['without an end', '{{resolve:ssm:/name}', 'must end in "}}"'],
  ['that is composed', { 'Fn::Join': ['', ['{{resolve:ssm-secure:/', { Ref: 'AWS::Region' }, '}}']] }, 'ssm-secure'],
])('reports a dynamic reference %s', (_, RepositoryName, text) => {
  const problems = found({ RepositoryName });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(text);
  expect(problems[0]).toMatch(/^Properties\/RepositoryName: the dynamic reference is "\{\{resolve:/);
});

test('reports a dynamic reference at any depth, with its place', () => {
  const Tags = [{ Key: 'team', Value: '{{resolve:ssm-secure:/team}}' }];
  expect(found({ Tags })).toEqual([expect.stringMatching(/^Properties\/Tags\/0\/Value: /)]);
});

test('does not report a reference that CloudFormation may resolve', () => {
  const part = fc.stringMatching(/^[A-Za-z0-9_./-]{1,20}$/);
  const ssm = fc.tuple(part, fc.option(fc.nat(), { nil: undefined }));
  const secret = fc.tuple(part, fc.array(fc.constantFrom('', 'SecretString', 'key'), { maxLength: 4 }));
  fc.assert(
    fc.property(
      fc.oneof(
        ssm.map(
          ([name, version]) => `{{resolve:ssm:${[name, version].filter((each) => each !== undefined).join(':')}}}`,
        ),
        secret.map(([name, parts]) => `{{resolve:secretsmanager:${[name, ...parts].join(':')}}}`),
        fc.constant({ 'Fn::Sub': '{{resolve:${AWS::StackId}:name}}' }),
        fc.constant({ 'Fn::Sub': '{{resolve:ssm:${AWS::StackId}}}' }),
      ),
      (RepositoryName) => {
        expect(found({ RepositoryName })).toEqual([]);
      },
    ),
    { numRuns: 40 },
  );
});
