import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, CfnParameter, CfnStackSet, NestedStack, RemovalPolicy, Stack, Stage, Validations } from 'aws-cdk-lib';
import type { AppProps, PolicyViolation, StageSynthesisOptions } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import type { Construct, IConstruct } from 'constructs';
import { ACCOUNT, findingsIn, findingsOfRule, REGION, stackOf } from './support';
import { EcrChecks } from '../../src/checks/ecr-checks';
import type { EcrChecksProps } from '../../src/checks/ecr-checks-props';
import { EcrRule, EcrRuleSeverity } from '../../src/ecr/ecr-rule';
import { LifecyclePolicy } from '../../src/lifecycle/lifecycle-policy';
import { LifecycleRule } from '../../src/lifecycle/lifecycle-rule';
import { TagSelection } from '../../src/lifecycle/tag-selection';
import { PrivateRepository } from '../../src/repository/private-repository';
import { StackSetStack, stackSetOf } from '../templates/stack-set';

const env = { account: ACCOUNT, region: REGION };
const SCANNING = EcrRule.REPOSITORY_SCANNING;
const ID = 'cdk-ecr::repositoryScanning';
const FAIL_ON_ERRORS = '@aws-cdk/core:failSynthOnValidationErrors';

/** A repository that is not scanned and is otherwise sound. */
function unscanned(scope: Construct, id = 'Api'): ecr.CfnRepository {
  const repository = new PrivateRepository(scope, id).node.defaultChild as ecr.CfnRepository;
  repository.addPropertyOverride('ImageScanningConfiguration.ScanOnPush', false);
  return repository;
}

/** The report of the plugin in a synthesis, and the result of the synthesis. */
function synthesize(app: App, options?: StageSynthesisOptions): { rules: string[]; failed: boolean } {
  const error = jest.spyOn(console, 'error').mockImplementation();
  const before = process.exitCode;
  try {
    let thrown = false;
    let directory = app.outdir;
    try {
      directory = app.synth(options).directory;
    } catch {
      thrown = true;
    }
    const failed = thrown || process.exitCode === 1;
    return { failed, rules: reportedIn(directory) };
  } finally {
    process.exitCode = before;
    error.mockRestore();
  }
}

/** Releases of the CDK write their report under different names. */
function reportedIn(directory: string): string[] {
  const names = ['policy-validation-report.json', 'validation-report.json'];
  const file = names.map((name) => join(directory, name)).find((path) => existsSync(path));
  if (file === undefined) return [];
  const ids = readFileSync(file, 'utf8').match(/cdk-ecr::[a-zA-Z]+/g) ?? [];
  return [...new Set(ids)];
}

/** The findings of the plugin beneath a scope of an app without plugins. */
function violationsIn(scope: IConstruct): PolicyViolation[] {
  return new EcrChecks(scope.node.root).validateScope(scope).violations;
}

describe('EcrChecks as a plugin', () => {
  test('fails a synthesis that has an error', () => {
    const app = new App();
    unscanned(new Stack(app, 'Stack', { env }));
    Validations.of(app).addPlugins(new EcrChecks(app));
    expect(synthesize(app)).toEqual({ failed: true, rules: [ID] });
  });

  test.each<[string, boolean, AppProps, StageSynthesisOptions]>([
    ['fails a synthesis that skips the validation of constructs', true, {}, { skipValidation: true }],
    ['does not fail a synthesis whose context says so', false, { context: { [FAIL_ON_ERRORS]: false } }, {}],
  ])('%s', (_, failed, props, options) => {
    const app = new App(props);
    unscanned(new Stack(app, 'Stack', { env }));
    Validations.of(app).addPlugins(new EcrChecks(app));
    expect(synthesize(app, options)).toEqual({ failed, rules: [ID] });
  });

  test('lets a sound app pass', () => {
    const app = new App();
    new PrivateRepository(new Stack(app, 'Stack', { env }), 'Api');
    Validations.of(app).addPlugins(new EcrChecks(app));
    expect(synthesize(app).failed).toBe(false);
  });

  test('checks only the stage that it was added to', () => {
    const app = new App();
    unscanned(new Stack(app, 'Stack', { env }));
    const stage = new Stage(app, 'Prod', { env });
    new PrivateRepository(new Stack(stage, 'Stack'), 'Api');
    Validations.of(stage).addPlugins(new EcrChecks(app));
    expect(synthesize(app).failed).toBe(false);
  });

  test('applies the acknowledgement of a construct to that construct only', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env });
    Validations.of(unscanned(stack, 'One')).acknowledge({ id: ID, reason: 'it is scanned elsewhere' });
    unscanned(stack, 'Other');
    Validations.of(app).addPlugins(new EcrChecks(app));
    expect(synthesize(app)).toEqual({ failed: true, rules: [ID] });
  });

  test('has the ids of the rules that it reports', () => {
    expect(new EcrChecks(new App()).ruleIds).toContain(ID);
    expect(new EcrChecks(new App()).name).toBe('EcrChecks');
  });
});

/** Templates within an app, each with a repository that is not scanned. The path is that of the repository. */
const CONTAINERS: readonly { name: string; path: string; build: (stack: Stack) => void }[] = [
  { name: 'a stack', path: 'Prod/Stack/Api/Resource', build: (stack) => unscanned(stack) },
  {
    name: 'a nested stack',
    path: 'Prod/Stack/Nested/Deep/Api/Resource',
    build: (stack) => unscanned(new NestedStack(new NestedStack(stack, 'Nested'), 'Deep')),
  },
  {
    name: 'a stack set, whose template the CDK does not pass to plugins',
    path: 'Prod/Stack/Instances/Api/Resource',
    build: (stack) => {
      const instances = new StackSetStack(stack, 'Instances');
      unscanned(instances);
      stackSetOf(stack, 'Set', instances);
    },
  },
  {
    name: 'a stack set whose template is a property',
    path: 'Prod/Stack/Set',
    build: (stack) => {
      const templateBody = JSON.stringify(UNSCANNED);
      new CfnStackSet(stack, 'Set', { stackSetName: 'set', permissionModel: 'SERVICE_MANAGED', templateBody });
    },
  },
  {
    name: 'an included template',
    path: 'Prod/Stack/Old/Api',
    build: (stack) => void new CfnInclude(stack, 'Old', { templateFile: fileOf(UNSCANNED) }),
  },
  {
    name: 'a nested stack of an included template',
    path: 'Prod/Stack/Old/Child/Child/Api',
    build: (stack) => {
      const nested = { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://bucket/child' } };
      const loadNestedStacks = { Child: { templateFile: fileOf(UNSCANNED) } };
      new CfnInclude(stack, 'Old', { templateFile: fileOf({ Resources: { Child: nested } }), loadNestedStacks });
    },
  },
];

const UNSCANNED = { Resources: { Api: { Type: 'AWS::ECR::Repository' } } };

function fileOf(template: object): string {
  const file = join(mkdtempSync(join(tmpdir(), 'included-')), 'template.json');
  writeFileSync(file, JSON.stringify(template));
  return file;
}

describe.each(CONTAINERS)('in a stage, $name', ({ path, build }) => {
  const appOf = () => {
    const app = new App();
    const stage = new Stage(app, 'Prod', { env });
    build(new Stack(stage, 'Stack'));
    new PrivateRepository(new Stack(stage, 'Sound'), 'Api');
    return app;
  };

  test('is checked by the plugin in a synthesis', () => {
    const app = appOf();
    Validations.of(app).addPlugins(new EcrChecks(app));
    const { failed, rules } = synthesize(app);
    expect(failed).toBe(true);
    expect(rules).toContain(ID);
  });

  test('is checked by validateScope of the app and of its stack, with its path', () => {
    const app = appOf();
    expect(app.node.findAll().map(({ node }) => node.path)).toContain(path);
    const stage = app.node.findChild('Prod');
    for (const scope of [app, stage, stage.node.findChild('Stack')]) {
      const found = violationsIn(scope).filter(({ ruleName }) => ruleName === ID);
      expect(found.map(({ violatingResources: [{ constructPath }] }) => constructPath)).toEqual([path]);
    }
    expect(violationsIn(stage.node.findChild('Sound'))).toEqual([]);
  });
});

describe('an acknowledgement of a finding', () => {
  test('removes the finding', () => {
    const build = (acknowledged: boolean) => (stack: Stack) => {
      const repository = unscanned(stack);
      if (acknowledged) Validations.of(repository).acknowledge({ id: ID, reason: 'only for this test' });
    };
    expect(findingsOfRule(SCANNING, build(false))).toHaveLength(1);
    expect(findingsOfRule(SCANNING, build(true))).toEqual([]);
  });

  test.each<[string, (stack: Stack) => Construct]>([
    ['the stack', (stack) => stack],
    ['the app', (stack) => stack.node.root as App],
  ])('of %s removes the findings beneath it', (_, scopeOf) => {
    const found = findingsIn((stack) => {
      unscanned(stack);
      Validations.of(scopeOf(stack)).acknowledge({ id: ID, reason: 'only for this test' });
    });
    expect(found).toEqual([]);
  });

  test('may be in the metadata of the template', () => {
    const found = findingsIn((stack) => {
      const rules = [{ id: 'cdk-ecr::repositoryScanning', reason: 'only for this test' }];
      unscanned(stack).addMetadata('cdk_nag', { rules_to_suppress: rules });
    });
    expect(found).toEqual([]);
  });

  test.each(['repositoryScanning', 'AwsSolutions-ECR1', 'cdk-ecr::customerKey'])(
    'with the other id %s does not remove the finding',
    (id) => {
      const found = findingsOfRule(SCANNING, (stack) =>
        Validations.of(unscanned(stack)).acknowledge({ id, reason: 'only for this test' }),
      );
      expect(found).toHaveLength(1);
    },
  );
});

test('EcrChecks does not report what was acknowledged as a warning of the library', () => {
  const build = (id?: string) => (stack: Stack) => {
    const repository = new PrivateRepository(stack, 'Api', {
      lifecycle: LifecyclePolicy.of(LifecycleRule.keepNewest(5, { tags: TagSelection.prefix('ci-') })),
    });
    if (id) Validations.of(repository).acknowledge({ id, reason: 'only for this test' });
  };
  expect(findingsIn(build()).map(({ rule }) => rule)).toEqual([EcrRule.INDEX_IMAGES_STAY]);
  expect(findingsOfRule(EcrRule.INDEX_IMAGES_STAY, build('cdk-ecr::shadowedRule'))).toHaveLength(1);
  expect(findingsIn(build('cdk-ecr::indexImagesStay'))).toEqual([]);
});

test('EcrChecks.validateScope checks a scope within the app', () => {
  const stack = stackOf((each) => {
    unscanned(each, 'Bad');
    new PrivateRepository(each, 'Good');
  });
  const checks = new EcrChecks(stack.node.root);
  expect(checks.validateScope(stack.node.findChild('Good'))).toEqual({ success: true, violations: [] });
  expect(checks.validateScope(stack.node.findChild('Bad')).success).toBe(false);
});

test('EcrChecks does not report a rule that is off with a reason', () => {
  const rulesOff = [{ rule: SCANNING, reason: 'another tool scans' }];
  expect(findingsIn((stack) => unscanned(stack), { rulesOff })).toEqual([]);
});

describe('what only the deployment knows', () => {
  const report = (props: EcrChecksProps, then: (repository: PrivateRepository) => void = () => undefined) => {
    const stack = stackOf(() => undefined);
    const repository = new PrivateRepository(stack, 'Api');
    const scanned = new CfnParameter(stack, 'Scanned').valueAsString;
    (repository.node.defaultChild as ecr.CfnRepository).addPropertyOverride(
      'ImageScanningConfiguration.ScanOnPush',
      scanned,
    );
    then(repository);
    const checks = new EcrChecks(stack.node.root, props);
    return checks.validateScope(stack).violations.filter(({ ruleName }) => ruleName === ID);
  };

  test('is not reported, unless asked for', () => {
    expect(report({})).toEqual([]);
  });

  test('is reported as a warning, also if errors of the rule are fatal', () => {
    for (const props of [{}, { acknowledgementLimits: [{ rule: SCANNING }] }]) {
      expect(report({ reportUnresolved: true, ...props })).toMatchObject([
        {
          severity: 'warning',
          description: expect.stringMatching(/^not judged: ScanOnPush is known at deployment\. /),
          fix: 'write a value that synthesis knows, or check it in the account and acknowledge the rule here',
        },
      ]);
    }
  });

  test('is not reported where the rule is acknowledged', () => {
    const acknowledge = (repository: PrivateRepository) =>
      Validations.of(repository).acknowledge({ id: ID, reason: 'checked in the account' });
    expect(report({ reportUnresolved: true }, acknowledge)).toEqual([]);
  });
});

describe('the severity of a rule', () => {
  const reason = 'the team agreed on it';
  const CONFLICTS: Record<string, string> = {
    twice:
      'EcrChecks at App: ruleSeverities[1].rule is "repositoryScanning" but must not be in an earlier element too; ' +
      'remove one of the two',
    'for a rule that is off':
      'EcrChecks at App: ruleSeverities[0].rule is "repositoryScanning" but must not be in rulesOff too; remove one of the two',
    'for a rule whose findings are fatal':
      'EcrChecks at App: ruleSeverities[0].rule is "repositoryScanning" but must not be in acknowledgementLimits, whose ' +
      'findings are fatal, too; remove one of the two',
  };
  const deletable = (stack: Stack) => {
    new PrivateRepository(stack, 'Api', { removalPolicy: RemovalPolicy.DESTROY, emptyOnDelete: true });
  };
  const severitiesOf = (build: (stack: Stack) => void, props?: EcrChecksProps) =>
    findingsIn(build, props).map(({ rule, severity }) => `${rule}: ${severity}`);
  const fails = (build: (stack: Stack) => void, props?: EcrChecksProps) => {
    const app = new App();
    build(new Stack(app, 'Stack', { env }));
    Validations.of(app).addPlugins(new EcrChecks(app, props));
    return synthesize(app).failed;
  };

  test('can be raised, so that a warning makes synthesis fail', () => {
    const rule = EcrRule.REPOSITORY_RETENTION;
    const ruleSeverities = [{ rule, severity: EcrRuleSeverity.ERROR, reason }];
    expect(severitiesOf(deletable)).toEqual(['repositoryRetention: warning']);
    expect(severitiesOf(deletable, { ruleSeverities })).toEqual(['repositoryRetention: error']);
    expect([fails(deletable), fails(deletable, { ruleSeverities })]).toEqual([false, true]);
  });

  test('can be lowered, so that synthesis continues', () => {
    const ruleSeverities = [{ rule: SCANNING, severity: EcrRuleSeverity.WARNING, reason }];
    expect(severitiesOf(unscanned, { ruleSeverities })).toEqual(['repositoryScanning: warning']);
    expect([fails(unscanned), fails(unscanned, { ruleSeverities })]).toEqual([true, false]);
  });

  test('can be raised for acknowledgements without a finding', () => {
    const stale = (stack: Stack) => {
      Validations.of(new PrivateRepository(stack, 'Api')).acknowledge({ id: ID, reason: 'it is scanned elsewhere' });
    };
    const ruleSeverities = [{ rule: EcrRule.ACKNOWLEDGEMENT, severity: EcrRuleSeverity.ERROR, reason }];
    expect(severitiesOf(stale, { ruleSeverities })).toEqual(['acknowledgement: error']);
  });

  test.each<[string, EcrChecksProps]>([
    ['twice', { ruleSeverities: [{ rule: SCANNING, severity: EcrRuleSeverity.ERROR, reason }] }],
    ['for a rule that is off', { rulesOff: [{ rule: SCANNING, reason }] }],
    ['for a rule whose findings are fatal', { acknowledgementLimits: [{ rule: SCANNING }] }],
  ])('cannot be given %s', (name, { ruleSeverities = [], ...others }) => {
    const lowered = { rule: SCANNING, severity: EcrRuleSeverity.WARNING, reason };
    const create = () => new EcrChecks(new App(), { ...others, ruleSeverities: [...ruleSeverities, lowered] });
    expect(create).toThrow(CONFLICTS[name]);
  });

  test('needs a reason', () => {
    const ruleSeverities = [{ rule: SCANNING, severity: EcrRuleSeverity.WARNING, reason: '' }];
    expect(() => new EcrChecks(new App(), { ruleSeverities })).toThrow(
      'EcrChecks at App: ruleSeverities[0].reason is "" but must give the reason for the severity of repositoryScanning; ' +
        'write the reason, which auditors read in the evidence',
    );
  });
});

describe('the evidence of EcrChecks', () => {
  function evidenceOf(build: (stack: Stack) => void): { json: Record<string, any>; markdown: string } {
    const evidenceDirectory = join(mkdtempSync(join(tmpdir(), 'evidence-')), 'deep');
    const app = new App();
    build(new Stack(app, 'Stack', { env }));
    const rulesOff = [{ rule: EcrRule.REPOSITORY_NAME, reason: 'checked elsewhere' }];
    const severity = EcrRuleSeverity.ERROR;
    const ruleSeverities = [{ rule: EcrRule.KEY_ROTATION, severity, reason: 'an auditor asks for it' }];
    Validations.of(app).addPlugins(new EcrChecks(app, { evidenceDirectory, rulesOff, ruleSeverities }));
    synthesize(app);
    const read = (name: string) => readFileSync(join(evidenceDirectory, name), 'utf8');
    return { json: JSON.parse(read('ecr-checks.json')), markdown: read('ecr-checks.md') };
  }

  function outcomes(json: Record<string, any>): Record<string, string> {
    return Object.fromEntries(
      json.resources.map(({ constructPath, rules }: any) => [
        constructPath,
        rules.find(({ rule }: any) => rule === ID)?.outcome,
      ]),
    );
  }

  test('has the outcome of each rule for each resource, and the reasons of acknowledgements', () => {
    const { json, markdown } = evidenceOf((stack) => {
      unscanned(stack, 'Bad');
      Validations.of(unscanned(stack, 'Known')).acknowledge({ id: ID, reason: 'a test | of tables' });
      new PrivateRepository(stack, 'Good');
    });
    expect(outcomes(json)).toMatchObject({
      'Stack/Bad/Resource': 'not satisfied',
      'Stack/Known/Resource': 'acknowledged',
      'Stack/Good/Resource': 'satisfied',
    });
    expect(markdown).toContain('a test \\| of tables');
    expect(markdown).toContain('## Stack/Good/Resource');
  });

  test('lists the rules with another severity, and the reasons', () => {
    const { json, markdown } = evidenceOf((stack) => unscanned(stack));
    const reason = 'an auditor asks for it';
    expect(json.severities).toEqual([{ rule: 'cdk-ecr::keyRotation', severity: 'error', reason }]);
    expect(markdown).toContain('| cdk-ecr::keyRotation | error | an auditor asks for it |');
  });

  test('names the construct where a finding was acknowledged', () => {
    const { json } = evidenceOf((stack) => {
      const rules_to_suppress = [{ id: 'cdk-ecr::repositoryScanning', reason: 'in the template' }];
      unscanned(stack, 'Own').addMetadata('cdk_nag', { rules_to_suppress });
      unscanned(stack, 'Other');
      Validations.of(stack.node.findChild('Other')).acknowledge({ id: ID, reason: 'around it' });
      unscanned(stack, 'Rest');
      Validations.of(stack.node.root).acknowledge({ id: ID, reason: 'everywhere' });
    });
    const acknowledged = json.resources.flatMap(({ rules }: any) =>
      rules.flatMap(({ rule, reason, acknowledgedAt }: any) => (rule === ID ? [[reason, acknowledgedAt]] : [])),
    );
    expect(acknowledged).toEqual([
      ['around it', 'Stack/Other'],
      ['in the template', 'Stack/Own/Resource'],
      ['everywhere', 'App'],
    ]);
  });

  test('does not change from run to run', () => {
    const build = (stack: Stack) => unscanned(stack);
    expect(evidenceOf(build)).toEqual(evidenceOf(build));
  });
});

describe('EcrChecks', () => {
  test.each(['', 'below'])('fails when the directory of the evidence is a file, or %p in it', (below) => {
    const file = join(mkdtempSync(join(tmpdir(), 'evidence-')), 'file');
    writeFileSync(file, '');
    const evidenceDirectory = join(file, below);
    expect(() => new EcrChecks(new App(), { evidenceDirectory })).toThrow(
      `EcrChecks at App: evidenceDirectory is "${evidenceDirectory}" but must be a directory, and a file stands there or ` +
        'above it; name a directory, such as "evidence", or remove the file',
    );
  });

  test('fails when the directory of the evidence is in the cloud assembly', () => {
    const app = new App({ outdir: join(tmpdir(), 'assembly') });
    const evidenceDirectory = join(tmpdir(), 'assembly', 'evidence');
    expect(() => new EcrChecks(app, { evidenceDirectory })).toThrow(
      `EcrChecks at App: evidenceDirectory is "${evidenceDirectory}" but must be outside the cloud assembly, which a ` +
        'validation plugin may not change; name a directory beside it, such as "evidence"',
    );
    expect(() => new EcrChecks(app, { evidenceDirectory: join(tmpdir(), 'assembly-evidence') })).not.toThrow();
  });

  test('fails when a list is empty', () => {
    expect(() => new EcrChecks(new App(), { requiredTags: [] })).toThrow(
      'EcrChecks at App: requiredTags is [] but must have at least one element; leave it out, or add an element',
    );
  });

  test('fails when a protected tag is not a pattern that a tag can match', () => {
    expect(() => new EcrChecks(new App(), { protect: ['v*', 'a b'] })).toThrowErrorMatchingInlineSnapshot(
      `"EcrChecks: protect[1] is "a b" but must consist of one or more of the characters a-z, A-Z, 0-9, ".", "_", "-" and the wildcard "*"; write a pattern that a tag can match as a whole, such as v*"`,
    );
  });

  test('fails when a rule is off without a reason', () => {
    expect(() => new EcrChecks(new App(), { rulesOff: [{ rule: SCANNING, reason: ' ' }] })).toThrow(
      'EcrChecks at App: rulesOff[0].reason is " " but must give the reason why repositoryScanning is not checked; write the reason, ' +
        'which auditors read in the evidence',
    );
  });

  test('fails when a tag has no allowed value, or one that no tag can have', () => {
    const create = (requiredTagValues: Record<string, string[]>) => () =>
      new EcrChecks(new App(), { requiredTagValues });
    expect(create({})).toThrow('EcrChecks at App: requiredTagValues is [] but must have at least one tag');
    expect(create({ stage: [] })).toThrow(
      'EcrChecks at App: requiredTagValues.stage is [] but must have at least one value; add a value, or move the tag to requiredTags',
    );
    expect(create({ stage: ['prod', ''] })).toThrow(
      'EcrChecks at App: requiredTagValues.stage[1] is "" but must be 1 to 255 characters',
    );
    expect(create({ 'aws:stage': ['prod'] })).toThrow(
      'must have keys of 1 to 127 characters that do not start with "aws:"',
    );
  });

  test.each(['requirePinnedImages', 'requireVpcEndpoints', 'requireEnhancedScanning', 'reportUnresolved'])(
    'fails when %s is not a boolean, as JavaScript allows',
    (property) => {
      expect(() => new EcrChecks(new App(), { [property]: 'yes' })).toThrow(
        `EcrChecks at App: ${property} is "yes" but must be true or false; write it without quotes`,
      );
    },
  );

  test('fails when a severity is none, as JavaScript allows', () => {
    const severity = 'fatal' as EcrRuleSeverity;
    const ruleSeverities = [{ rule: SCANNING, severity, reason: 'the team agreed on it' }];
    expect(() => new EcrChecks(new App(), { ruleSeverities })).toThrow(
      'EcrChecks at App: ruleSeverities[0].severity is "fatal" but must be "error" or "warning"; ' +
        'write EcrRuleSeverity.ERROR or EcrRuleSeverity.WARNING',
    );
  });

  test('fails when an allowed account is not an account id', () => {
    expect(() => new EcrChecks(new App(), { allowedAccounts: ['123'] })).toThrow(
      'EcrChecks: allowedAccounts[0] is "123" but must be an account id of 12 digits; write all 12 digits as a string',
    );
  });
});
