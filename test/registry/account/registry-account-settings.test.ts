import { App, CfnResource, Duration, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import { RegistryPolicyScope } from '../../../src/ecr/registry-policy-scope';
import { RegistryScanning } from '../../../src/facades/registry-scanning';
import { InspectorPullRescanMode, InspectorScanning } from '../../../src/registry/account/inspector-scanning';
import { RegistryAccountSettings } from '../../../src/registry/account/registry-account-settings';
import { Registry } from '../../../src/registry/registry';
import { warningsOf } from '../../support/warnings';

const ENV = { account: '111122223333', region: 'eu-west-1' };

const INSPECTOR = InspectorScanning.rescanning({});

let app: App;
let stack: Stack;
beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack', { env: ENV });
});

const blobMounting = true;
const settingsOf = (template: Template) => Object.values(template.findResources('Custom::ECRAccountSettings'))[0];

/** The actions that the role is allowed, without those on its log group. */
function actionsOf(template: Template): string[] {
  const [policy] = Object.values(template.findResources('AWS::IAM::ManagedPolicy'));
  const [, ...statements] = policy.Properties.PolicyDocument.Statement as { Action: string | string[] }[];
  return statements.flatMap(({ Action: actions }) => actions);
}

test.each([
  [
    { rescanDuration: Duration.days(15) },
    /rescanDuration is "15 days" but must be 14, 30, 60, 90 or 180 days; write it like/,
  ],
  [
    { pullDateRescanDuration: Duration.hours(1) },
    /pullDateRescanDuration is "1 hour" but must be 14, 30, 60, 90 or 180/,
  ],
])(
  'fails when InspectorScanning.rescanning gets a duration that Amazon Inspector does not have: %#',
  (options, message) => {
    expect(() => InspectorScanning.rescanning(options)).toThrow(message);
  },
);

describe('RegistryAccountSettings', () => {
  test('renders every setting that is given', () => {
    new RegistryAccountSettings(stack, 'Settings', {
      blobMounting,
      policyScope: RegistryPolicyScope.V2,
      inspector: InspectorScanning.rescanning({
        rescanDuration: Duration.days(30),
        pullDateRescanDuration: Duration.days(90),
        pullDateRescanMode: InspectorPullRescanMode.LAST_PULL_DATE,
      }),
    });
    const { ServiceToken: token, ...properties } = settingsOf(Template.fromStack(stack)).Properties;
    expect(properties).toEqual({
      ServiceTimeout: '1200',
      EcrSettings: { BLOB_MOUNTING: 'ENABLED', REGISTRY_POLICY_SCOPE: 'V2' },
      Inspector: 'ACTIVE',
      InspectorEcrConfiguration: {
        rescanDuration: 'DAYS_30',
        pullDateRescanDuration: 'DAYS_90',
        pullDateRescanMode: 'LAST_PULL_DATE',
      },
    });
    expect(token).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^SettingsProviderFunction/), 'Arn'] });
  });

  test.each([
    { props: { blobMounting: false }, set: { EcrSettings: { BLOB_MOUNTING: 'DISABLED' } } },
    { props: { policyScope: RegistryPolicyScope.V2 }, set: { EcrSettings: { REGISTRY_POLICY_SCOPE: 'V2' } } },
    { props: { inspector: InspectorScanning.ACTIVE }, set: { Inspector: 'ACTIVE' } },
    {
      props: { inspector: INSPECTOR },
      set: { Inspector: 'ACTIVE', InspectorEcrConfiguration: { rescanDuration: 'LIFETIME' } },
    },
  ])('renders only the settings that are given: $set', ({ props, set }) => {
    new RegistryAccountSettings(stack, 'Settings', props);
    const {
      ServiceToken: _token,
      ServiceTimeout: _timeout,
      ...rest
    } = settingsOf(Template.fromStack(stack)).Properties;
    expect(rest).toEqual(set);
  });

  test('is retained when it is removed from the stack', () => {
    new RegistryAccountSettings(stack, 'Settings', { blobMounting });
    expect(settingsOf(Template.fromStack(stack))).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('can be a dependency of the registry', () => {
    const settings = new RegistryAccountSettings(stack, 'Settings', { policyScope: RegistryPolicyScope.V2 });
    const registry = new Registry(stack, 'Registry', { scanning: RegistryScanning.basic({ onPush: ['*'] }) });
    registry.node.addDependency(settings);
    Template.fromStack(stack).hasResource('AWS::ECR::RegistryScanningConfiguration', {
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^Settings[A-F0-9]{8}$')]),
    });
  });
});

describe('the function of RegistryAccountSettings', () => {
  const inspector = ['inspector2:BatchGetAccountStatus', 'inspector2:Enable'];
  test.each([
    { props: { blobMounting }, actions: ['ecr:PutAccountSetting'] },
    { props: { inspector: InspectorScanning.ACTIVE }, actions: [...inspector, 'iam:CreateServiceLinkedRole'] },
    {
      props: { inspector: INSPECTOR },
      actions: [...inspector, 'inspector2:UpdateConfiguration', 'iam:CreateServiceLinkedRole'],
    },
    {
      props: { blobMounting, inspector: InspectorScanning.ACTIVE },
      actions: ['ecr:PutAccountSetting', ...inspector, 'iam:CreateServiceLinkedRole'],
    },
  ])('may call only the actions that the settings need: $actions', ({ props, actions }) => {
    new RegistryAccountSettings(stack, 'Settings', props);
    expect(actionsOf(Template.fromStack(stack))).toEqual(actions);
  });

  test('may create only the service-linked role of Amazon Inspector', () => {
    new RegistryAccountSettings(stack, 'Settings', { inspector: InspectorScanning.ACTIVE });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          {
            Action: 'iam:CreateServiceLinkedRole',
            Effect: 'Allow',
            Condition: { StringEquals: { 'iam:AWSServiceName': 'inspector2.amazonaws.com' } },
            Resource: {
              'Fn::Join': [
                '',
                [
                  'arn:',
                  { Ref: 'AWS::Partition' },
                  ':iam::111122223333:role/aws-service-role/inspector2.amazonaws.com/AWSServiceRoleForAmazonInspector2',
                ],
              ],
            },
          },
        ]),
      },
    });
  });

  test('writes to its own log group and may not create another', () => {
    const { logGroup, handler } = new RegistryAccountSettings(stack, 'Settings', { blobMounting });
    const template = Template.fromStack(stack);
    const log = stack.resolve(logGroup.logGroupArn);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: log },
        ]),
      },
    });
    expect(JSON.stringify(template.toJSON())).not.toContain('logs:CreateLogGroup');
    template.hasResourceProperties('AWS::Lambda::Function', {
      LoggingConfig: { LogGroup: stack.resolve(logGroup.logGroupName) },
    });
    const [functionId] = Object.keys(template.findResources('AWS::Lambda::Function'));
    expect(stack.resolve(handler.functionRef.functionName)).toEqual({ Ref: functionId });
  });

  test('has a role whose policy is attached before the function can run', () => {
    new RegistryAccountSettings(stack, 'Settings', { blobMounting });
    const template = Template.fromStack(stack);
    const [policy] = Object.keys(template.findResources('AWS::IAM::ManagedPolicy'));
    template.hasResourceProperties('AWS::IAM::Role', { ManagedPolicyArns: [{ Ref: policy }] });
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });
});

describe('RegistryAccountSettings under cdk-nag', () => {
  const packs = [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks];
  const findingsOf = (scope: App) => {
    scope.synth();
    return packs.flatMap((Pack) =>
      new Pack(scope)
        .validateScope(scope)
        .violations.flatMap(({ ruleName, violatingResources }) =>
          violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
        ),
    );
  };

  test.each([ENV, { account: ENV.account }])('has no finding in the environment %j', (env) => {
    const scope = new App();
    new RegistryAccountSettings(new Stack(scope, 'Stack', { env }), 'Settings', { blobMounting, inspector: INSPECTOR });
    expect(findingsOf(scope)).toEqual([]);
  });

  test('does not hide findings on a function that a user adds in its scope', () => {
    const settings = new RegistryAccountSettings(stack, 'Settings', { blobMounting });
    const code = lambda.Code.fromInline('exports.handler = async () => {};');
    new lambda.Function(settings, 'Mine', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code });
    const findings = findingsOf(app);
    expect(findings).toContain('HIPAA.Security-LambdaInsideVPC Stack/Settings/Mine/Resource');
    expect(findings.filter((finding) => !finding.includes('/Mine/'))).toEqual([]);
  });

  test('acknowledges only rules that would have a finding', () => {
    const acknowledged: string[] = [];
    const spy = jest.spyOn(Validations.prototype, 'acknowledge').mockImplementation((...all) => {
      acknowledged.push(...all.map(({ id }) => id));
    });
    new RegistryAccountSettings(stack, 'Settings', { blobMounting, inspector: INSPECTOR });
    spy.mockRestore();
    const rules = findingsOf(app).map((finding) => finding.split(' ')[0]);
    expect(acknowledged.sort()).toEqual(rules.sort());
  });

  test('has no stateful resource except the settings', () => {
    new RegistryAccountSettings(stack, 'Settings', { blobMounting });
    const resources = stack.node.findAll().filter((node): node is CfnResource => CfnResource.isCfnResource(node));
    expect(resources.map(({ cfnResourceType }) => cfnResourceType).sort()).toEqual([
      'AWS::IAM::ManagedPolicy',
      'AWS::IAM::Role',
      'AWS::Lambda::Function',
      'AWS::Logs::LogGroup',
      'Custom::ECRAccountSettings',
    ]);
    Template.fromStack(stack).hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 365 },
      DeletionPolicy: 'Delete',
    });
  });
});

describe('RegistryAccountSettings, one for each account and region', () => {
  const add = (scope: Stack, id = 'Settings') => new RegistryAccountSettings(scope, id, { blobMounting });

  test('fails when a second one is declared', () => {
    add(stack);
    expect(() => add(new Stack(new Stage(app, 'Prod'), 'Stack', { env: ENV }))).toThrow(
      'RegistryAccountSettings at Prod/Stack/Settings: environment is "111122223333/eu-west-1" but must have its ' +
        'account settings in one place, and Stack/Settings is it already; give Stack/Settings what is missing there',
    );
  });

  test('fails when a stack without an environment has two', () => {
    const open = new Stack(app, 'Open');
    add(open, 'One');
    expect(() => add(open, 'Two')).toThrow(/must have its account settings in one place, and Open\/One is it already/);
  });

  test('may be declared again in another region', () => {
    add(stack);
    const other = new Stack(app, 'Other', { env: { ...ENV, region: 'us-east-1' } });
    expect(() => add(other)).not.toThrow();
    expect(warningsOf(other)).toEqual([]);
  });
});

describe('RegistryAccountSettings with conflicting input', () => {
  test.each([{}, { blobMounting: undefined }])('fails when no setting is given: %j', (props) => {
    expect(() => new RegistryAccountSettings(stack, 'Settings', props)).toThrow(
      'RegistryAccountSettings at Stack/Settings: props is {} but must have a setting; ' +
        'give blobMounting, policyScope or inspector, or leave the construct out',
    );
  });

  test('fails when the policy scope is V1', () => {
    expect(() => new RegistryAccountSettings(stack, 'Settings', { policyScope: RegistryPolicyScope.V1 })).toThrow(
      'RegistryAccountSettings at Stack/Settings: policyScope is "V1" but must be V2, the only one that the service ' +
        'lets anybody set; leave it out; Registry.policyScope tells the library that the registry is at V1',
    );
  });

  test('fails when the registry has basic scanning, which Amazon Inspector would replace', () => {
    new RegistryAccountSettings(stack, 'Settings', { inspector: InspectorScanning.ACTIVE });
    new Registry(stack, 'Registry', { scanning: RegistryScanning.basic({ onPush: ['*'] }) });
    expect(() => app.synth()).toThrow(
      'RegistryAccountSettings at Stack/Settings: inspector is "active" but must be left out where Stack/Registry has ' +
        'basic scanning, because Amazon Inspector makes it enhanced; give Stack/Registry RegistryScanning.enhanced, or ' +
        'leave inspector out',
    );
  });

  test.each([
    { scanning: RegistryScanning.enhanced({ onPush: ['*'] }), inspector: INSPECTOR },
    { scanning: RegistryScanning.basic({ onPush: ['*'] }), blobMounting: true },
    { inspector: INSPECTOR },
  ])('is accepted when the settings fit the scanning of the registry: %#', ({ scanning, ...props }) => {
    new Registry(stack, 'Registry', { scanning });
    new RegistryAccountSettings(stack, 'Settings', props);
    expect(() => app.synth()).not.toThrow();
  });
});
