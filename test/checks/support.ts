import type { CfnResource, PolicyValidationPluginReport, PolicyViolation } from 'aws-cdk-lib';
import { App, Aspects, CfnElement, Stack, Stage } from 'aws-cdk-lib';
import { Role } from 'aws-cdk-lib/aws-iam';
import { DISABLE_CREATION_STACK_TRACES } from 'aws-cdk-lib/cx-api';
import type { IConstruct } from 'constructs';
import { EcrChecks } from '../../src/checks/ecr-checks';
import type { EcrChecksProps } from '../../src/checks/ecr-checks-props';
import { DECISIONS } from '../../src/ecr/decisions/decisions';
import type { EcrRule } from '../../src/ecr/ecr-rule';
import type { TemplateInput, TemplateJson } from '../../src/templates/stack-description';
import { TemplateApp } from '../../src/templates/template-app';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

/** A finding as the tests look at it. */
export interface Found {
  readonly rule: string;
  readonly path?: string;
  readonly logicalId?: string;
  readonly at: string;
  readonly text: string;
  readonly fix?: string;
  readonly severity?: string;
}

/** The part of `EcrChecks` that judges templates, however they were read. */
interface TemplateChecks {
  check(app: TemplateApp, scopePath: string, isJudged: () => boolean): PolicyValidationPluginReport;
}

export type Build = (stack: Stack) => void;

/** An app that leaves out the files and stack traces that no test reads. */
export function quickApp(): App {
  const context = { [DISABLE_CREATION_STACK_TRACES]: true };
  return new App({ analyticsReporting: false, stackTraces: false, treeMetadata: false, context });
}

export function stackOf(build: Build, region = REGION): Stack {
  const stack = new Stack(quickApp(), 'Stack', { env: { account: ACCOUNT, region } });
  build(stack);
  return stack;
}

/** The findings of `EcrChecks` in a stack and the stacks beside it. */
export function findingsIn(build: Build, props?: EcrChecksProps): Found[] {
  return findingsInTemplates(stackOf(build), props);
}

/** The findings of `EcrChecks` in the app of a stack, which is synthesized. */
export function findingsOf(stack: Stack, props?: EcrChecksProps): Found[] {
  const root = stack.node.root;
  return new EcrChecks(root, props).validateScope(root).violations.map(foundOf);
}

/** The same findings from templates in memory. The app is synthesized only if synthesis adds something to them. */
export function findingsInTemplates(stack: Stack, props?: EcrChecksProps): Found[] {
  const root = stack.node.root;
  const stacks = independentStacks(root);
  if (!stacks) return findingsOf(stack, props);
  const app = TemplateApp.fromTemplates(stacks.map(templateOf));
  return checkTemplates(new EcrChecks(root, props), app);
}

/** The findings in templates, however they were read. */
export function checkTemplates(checks: EcrChecks, app: TemplateApp): Found[] {
  return (checks as unknown as TemplateChecks).check(app, '', () => true).violations.map(foundOf);
}

/**
 * The stacks of an app whose templates are complete without synthesis. An app with aspects, stages or nested stacks has
 * none, and neither has one with two stacks in one environment: they may refer to each other.
 */
function independentStacks(root: IConstruct): Stack[] | undefined {
  const constructs = root.node.findAll();
  // The aspect of a role splits a policy that is too long, which no test has.
  if (constructs.some((each) => Aspects.of(each).all.length > 0 && !(each instanceof Role))) return undefined;
  if (constructs.some((each) => each !== root && Stage.isStage(each))) return undefined;
  const stacks = constructs.filter((each): each is Stack => Stack.isStack(each));
  const environments = new Set(stacks.map(({ environment }) => environment));
  return environments.size === stacks.length ? stacks : undefined;
}

/** A stack as a template in memory, with the paths of its constructs. */
function templateOf(stack: Stack): TemplateInput {
  const elements = stack.node.findAll().filter((each): each is CfnElement => CfnElement.isCfnElement(each));
  const paths = new Map(elements.map(({ logicalId, node }) => [String(stack.resolve(logicalId)), node.path]));
  const { _toCloudFormation: template } = stack as unknown as { _toCloudFormation(): object };
  return {
    account: stack.account,
    region: stack.region,
    path: stack.node.path,
    stackName: stack.stackName,
    tagKeys: Object.keys(stack.tags.tagValues()),
    template: JSON.parse(JSON.stringify(stack.resolve(template.call(stack)))) as TemplateJson,
    constructPathOf: (logicalId) => paths.get(logicalId),
  };
}

/** The findings of one rule. */
export function findingsOfRule(rule: EcrRule, build: Build, props?: EcrChecksProps): Found[] {
  return findingsIn(build, props).filter((found) => found.rule === rule);
}

/** The text of a finding without the explanation of its rule. */
export function textsOf(rule: EcrRule, build: Build, props?: EcrChecksProps): string[] {
  return findingsOfRule(rule, build, props).map((found) => textOf(rule, found));
}

/** The place and the text of a finding. */
export function problemsOf(rule: EcrRule, build: Build, props?: EcrChecksProps): string[] {
  return findingsOfRule(rule, build, props).map((found) => `${found.at}: ${textOf(rule, found)}`);
}

function textOf(rule: EcrRule, { text }: Found): string {
  return text.replace(`. ${DECISIONS[rule].explanation}`, '');
}

/** Overrides properties of a resource. */
export function override(resource: CfnResource, properties: Record<string, unknown>): void {
  for (const [path, value] of Object.entries(properties)) resource.addPropertyOverride(path, value);
}

function foundOf({ ruleName, description, fix, severity, violatingResources: [resource] }: PolicyViolation): Found {
  return {
    rule: ruleName.split('::')[1],
    path: resource.constructPath,
    logicalId: resource.resourceLogicalId,
    at: resource.locations[0],
    text: description,
    fix,
    severity,
  };
}

/** The content of the table of a rule. */
export interface RuleTable {
  readonly rule: EcrRule;
  /** Violates the rule with an L1, which has the id `Bad`. */
  readonly l1: Build;
  /** Violates the rule with an L2 of aws-cdk-lib with the id `Bad`, or says why no L2 can. */
  readonly l2: Build | string;
  /** Violates the rule by an override of an otherwise good resource with the id `Bad`. */
  readonly override: Build;
  /** Does not violate the rule. */
  readonly passes: Build;
  readonly props?: EcrChecksProps;
}

/** Tests that a rule reports what it must, names the resource, and does not report a sound one. */
export function testRuleTable({ rule, l1, l2, override: overridden, passes, props }: RuleTable): void {
  const violations: [string, Build][] = [
    ['an L1', l1],
    ['an override', overridden],
  ];
  if (typeof l2 === 'function') violations.push(['an L2', l2]);
  describe(`the rule ${rule}`, () => {
    test.each(violations)('reports %s, with its path and logical id', (_, build) => {
      const found = findingsOfRule(rule, build, props);
      expect(found).toHaveLength(1);
      expect(found[0].path).toMatch(/^Stack\/Bad(\/|$)/);
      // What a registry renders is named after the setting.
      expect(found[0].logicalId).toMatch(/^(Bad|Ecr)/);
      expect(found[0].fix).toBeTruthy();
    });

    test('does not report a sound resource', () => {
      expect(findingsOfRule(rule, passes, props)).toEqual([]);
    });
  });
}
