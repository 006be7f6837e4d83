import type { Log } from 'sarif';
import { checkJson, LIFECYCLE, refusalOf, repository, short } from './support';
import { parseTemplate } from '../../src/check/template-file';
import { Workspace } from '../support';

let files: Workspace;
beforeEach(() => {
  files = new Workspace();
});
afterEach(() => files.remove());

const YAML = `\
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Stage: { Type: String }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Api:
    Type: AWS::ECR::Repository
    DeletionPolicy: RetainExceptOnCreate
    UpdateReplacePolicy: Retain
    Properties:
      RepositoryName: team/api
      ImageTagMutability: !If [IsProd, IMMUTABLE, MUTABLE]
      ImageScanningConfiguration:
        ScanOnPush: yes
      EncryptionConfiguration:
        EncryptionType: KMS
        KmsKey: !GetAtt Key.Arn
      LifecyclePolicy:
        LifecyclePolicyText: '${LIFECYCLE}'
      RepositoryPolicyText:
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Principal: { AWS: !Sub 'arn:\${AWS::Partition}:iam::444455556666:root' }
            Action: ecr:BatchGetImage
          - Effect: Allow
            Principal: '*'
            Action: ecr:BatchGetImage
  Key:
    Type: AWS::KMS::Key
    DeletionPolicy: Retain
    Properties:
      EnableKeyRotation: true
      KeyPolicy:
        Version: 2012-10-17
        Statement:
          - Effect: Allow
            Principal: { AWS: !Sub 'arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root' }
            Action: kms:*
            Resource: '*'
`;

describe('cdk-ecr check of a template', () => {
  test('in YAML names the line of each finding', async () => {
    files.write('images.yaml', YAML);
    const { findings, inputs } = await checkJson(files, '$/images.yaml');
    expect(inputs).toEqual([{ input: '$/images.yaml', kind: 'template', resources: 2, unread: [] }]);
    const lines = YAML.split('\n');
    expect(findings.map(({ rule, resource, line, text }) => [rule, resource, lines[line! - 1].trim(), text])).toEqual([
      [
        'cdk-ecr::tagImmutability',
        'images/Api',
        'ImageTagMutability: !If [IsProd, IMMUTABLE, MUTABLE]',
        'ImageTagMutability is MUTABLE, so that a push can move any tag to another image, where the condition IsProd is false',
      ],
      expect.arrayContaining(['cdk-ecr::untaggedInUse']),
      [
        'cdk-ecr::openPolicy',
        'images/Api',
        '- Effect: Allow',
        'statement 2 allows ecr:BatchGetImage to everybody, without a condition',
      ],
    ]);
    expect(findings[2].line).toBe(lines.indexOf("            Principal: '*'"));
  });

  test('finds in YAML what it finds in the same template in JSON', async () => {
    files.write('yaml/images.yml', YAML);
    files.write('json/images.template.json', parseTemplate('images.yml', YAML));
    const [yaml, json] = [
      await checkJson(files, '$/yaml/images.yml', '--unresolved'),
      await checkJson(files, '$/json/images.template.json', '--unresolved'),
    ];
    const bare = ({ findings, unresolved }: typeof yaml) =>
      [...findings, ...unresolved!].map(({ file, line, ...others }) => others);
    expect(bare(yaml)).toEqual(bare(json));
    expect(bare(yaml)).toHaveLength(3);
  });

  test('in JSON names the line of the resource', async () => {
    const template = {
      Outputs: { Api: { Value: { Ref: 'Api' } } },
      Resources: { Web: repository(), Api: repository({ ImageTagMutability: 'MUTABLE', RepositoryName: 'a' }) },
    };
    files.write('t.json', template);
    const { findings } = await checkJson(files, '$/t.json');
    const lines = JSON.stringify(template, undefined, 2).split('\n');
    expect(new Set(findings.map(({ line }) => line))).toEqual(new Set([lines.lastIndexOf('    "Api": {') + 1]));
  });

  test('names the line of the stack set for what is in its template', async () => {
    const TemplateBody = JSON.stringify({ Resources: { Api: repository({ ImageTagMutability: 'MUTABLE' }) } });
    files.write('t.json', {
      Resources: { Everywhere: { Type: 'AWS::CloudFormation::StackSet', Properties: { TemplateBody } } },
    });
    const { findings } = await checkJson(files, '$/t.json');
    expect(findings.map(({ rule, resource, line }) => [rule, resource, line])).toContainEqual([
      'cdk-ecr::tagImmutability',
      't/Everywhere/Api',
      3,
    ]);
  });

  test('honours the acknowledgements in the metadata of resources', async () => {
    const rules_to_suppress = [{ id: 'cdk-ecr::tagImmutability', reason: 'until the move' }];
    files.write('t.json', {
      Resources: {
        Api: repository({ ImageTagMutability: 'MUTABLE' }, { Metadata: { cdk_nag: { rules_to_suppress } } }),
      },
    });
    const { findings, acknowledged, summary } = await checkJson(files, '$/t.json');
    expect(short(findings)).toEqual(['t/Api untaggedInUse']);
    expect(acknowledged.map(({ rule, reason, acknowledgedAt }) => [rule, reason, acknowledgedAt])).toEqual([
      ['cdk-ecr::tagImmutability', 'until the move', 't'],
    ]);
    expect(summary).toEqual({ errors: 0, warnings: 1, acknowledged: 1, unresolved: 0 });
  });

  test('says which parts it does not read', async () => {
    files.write(
      't.yaml',
      'Resources:\n  Fn::ForEach::Repositories: [Name, [a, b], {}]\n  Child: {Type: AWS::CloudFormation::Stack}\n',
    );
    const { inputs } = await checkJson(files, '$/t.yaml');
    expect(inputs[0].unread).toEqual([
      'the resources that Fn::ForEach::Repositories of t makes',
      'the template of AWS::CloudFormation::Stack Child of t',
    ]);
    const text = 'the resources that Fn::ForEach::Repositories of t makes';
    const table = await files.run(['check', '$/t.yaml']);
    expect([table.status, table.stderr]).toEqual([0, '']);
    expect(table.stdout).toContain(text);
    const sarif = await files.run(['check', '$/t.yaml', '-f', 'sarif']);
    expect(sarif.stderr).toContain(`cdk-ecr: not judged, as it was not read: ${text}, the template of`);
    const [{ invocations }] = (JSON.parse(sarif.stdout) as Log).runs;
    expect(invocations![0].toolExecutionNotifications![0].message.text).toBe(`$/t.yaml: not read: ${text}`);
  });

  test.each([
    ['a text', 'hello', 'content of $/t.yaml has no Resources'],
    ['a list', '- a', 'content of $/t.yaml has no Resources'],
    ['an empty file', '', 'content of $/t.yaml has no Resources'],
    ['resources that are a list', 'Resources: [a]', 'Resources of $/t.yaml is ["a"] but must be an object'],
    ['a resource of null', 'Resources: {A: }', 'Resources.A of $/t.yaml is null but must be an object'],
    ['broken YAML', 'Resources:\n  A: [', 'YAML of $/t.yaml is "Flow sequence in block collection'],
    ['the same id twice', 'Resources:\n  A: {}\n  A: {}', 'YAML of $/t.yaml is "Map keys must be unique'],
    ['an alias of nothing', 'Resources: {A: *b}', 'YAML of $/t.yaml is "Unresolved alias'],
    [
      'a parameter of null',
      'Parameters:\n  A:\nResources: {}',
      'Parameters.A of $/t.yaml is null but must be an object',
    ],
    ['outputs in a list', 'Outputs: [a]\nResources: {}', 'Outputs of $/t.yaml is ["a"] but must be an object'],
    ['broken JSON', '{"Resources": ', 'line 1 is "{\\"Resources\\":" but must be JSON'],
  ])('refuses %s', async (_, content, error) => {
    files.write('t.yaml', content);
    expect(await refusalOf(files, '$/t.yaml')).toContain(error);
  });

  test.each<[string, unknown]>([
    ['Properties of a text', { Resources: { Api: { Type: 'AWS::ECR::Repository', Properties: 'x' } } }],
    ['Properties of null', { Resources: { Api: { Type: 'AWS::ECR::Repository', Properties: null } } }],
    ['outputs of a loop', { Outputs: { 'Fn::ForEach::A': ['B', ['a'], {}] }, Resources: { Api: repository() } }],
    ['conditions of null', { Conditions: null, Resources: { Api: repository({}, { Condition: 'A' }) } }],
    [
      'metadata of cdk-nag of another form',
      { Resources: { Api: { Type: 'AWS::ECR::Repository', Metadata: { cdk_nag: { rules_to_suppress: 'x' } } } } },
    ],
  ])('does not break on %s', async (_, template) => {
    files.write('t.json', template);
    await checkJson(files, '$/t.json');
  });
});

describe('The short form of an intrinsic function', () => {
  test.each<[string, unknown]>([
    ['!Ref A', { Ref: 'A' }],
    ['!Condition A', { Condition: 'A' }],
    ['!GetAtt A.B.C', { 'Fn::GetAtt': ['A', 'B.C'] }],
    ['!GetAtt [A, B]', { 'Fn::GetAtt': ['A', 'B'] }],
    ["!Sub 'a${A}'", { 'Fn::Sub': 'a${A}' }],
    ['!Sub [a, {A: !Ref B}]', { 'Fn::Sub': ['a', { A: { Ref: 'B' } }] }],
    ["!Join ['', [a, !Ref B]]", { 'Fn::Join': ['', ['a', { Ref: 'B' }]] }],
    ["!Select [0, !GetAZs '']", { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }],
    ['!Transform {Name: A}', { 'Fn::Transform': { Name: 'A' } }],
    ['!ImportValue A', { 'Fn::ImportValue': 'A' }],
    ['!Base64 {Fn::Sub: a}', { 'Fn::Base64': { 'Fn::Sub': 'a' } }],
    ['2012-10-17', '2012-10-17'],
    ['yes', true],
  ])('%s is read as CloudFormation reads it', (text, value) => {
    expect(parseTemplate('t.yaml', `A: ${text}`)).toEqual({ A: value });
  });
});
