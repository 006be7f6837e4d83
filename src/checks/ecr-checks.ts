import { resolve } from 'path';
import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationPluginReport,
  PolicyViolation,
} from 'aws-cdk-lib';
import { Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { EcrChecksProps } from './ecr-checks-props';
import { EcrRuleSeverity } from '../ecr/ecr-rule';
import { Acknowledgements, PLUGIN_NAME, qualifiedId } from './private/acknowledgements';
import { readScope } from './private/app-constructs';
import { checkProps } from './private/check-props';
import { writeEvidence } from './private/evidence';
import { ruleParameters } from './private/rule-parameters';
import { ControlMap } from '../ecr/controls/control-map';
import type { Problem } from '../templates/rule';
import { RULES } from '../templates/rules';
import type { Judgement } from './private/run-checks';
import { Outcome, runChecks } from './private/run-checks';
import type { StackDescription } from '../templates/stack-description';
import type { TemplateApp } from '../templates/template-app';
import type { TemplateResource } from '../templates/template-resource';

/**
 * Checks every resource of Amazon ECR in an app, whoever declared it and however: with the L1, the L2, this library, an
 * included template or an override. It reads what was synthesized, and understands what is around a repository: the
 * registry's filters, conditions of policies, what a lifecycle policy takes.
 *
 * A finding that is meant is acknowledged where it is, with the reason; warnings do not fail a synthesis. What only the
 * deployment knows is not reported.
 *
 * @example
 * import { App, Validations } from 'aws-cdk-lib';
 * import { EcrChecks } from 'cdk-ecr';
 *
 * declare const app: App;
 * Validations.of(app).addPlugins(new EcrChecks(app, { protect: ['v*'] }));
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/policy-validation-synthesis.html
 */
export class EcrChecks implements IPolicyValidationPlugin {
  /** The name of the plugin, and the first part of its rules' ids. */
  public readonly name: string = PLUGIN_NAME;

  /** The ids of all rules, as reports and acknowledgements have them. */
  public readonly ruleIds?: string[] = RULES.map(({ id }) => qualifiedId(id));

  /**
   * @param scope what is checked: an app, or a stage of it
   * @throws if a parameter could never apply
   */
  public constructor(
    private readonly scope: IConstruct,
    private readonly props: EcrChecksProps = {},
  ) {
    checkProps(scope, props);
  }

  /** Checks the templates that the CDK has just synthesized, and writes the evidence. The CDK calls this. */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const paths = new Set(context.templatePaths.map((path) => resolve(path)));
    const app = readScope(this.scope);
    const stacks = new Set(app.stacks.filter(({ description }) => paths.has(deployedWith(description).templatePath)));
    const judgements = this.judge(app, ({ stack }) => stacks.has(stack));
    const { evidenceDirectory } = this.props;
    if (evidenceDirectory !== undefined) writeEvidence(evidenceDirectory, judgements);
    return reportOf(judgements);
  }

  /** Checks what is beneath a scope, for unit tests: the app is synthesized, and the report returned. */
  public validateScope(scope: IConstruct): PolicyValidationPluginReport {
    const root = scope.node.root;
    if (Stage.isStage(root)) root.synth();
    const { path } = scope.node;
    return reportOf(
      this.judge(
        readScope(this.scope),
        ({ constructPath }) => path === '' || constructPath === path || constructPath.startsWith(`${path}/`),
      ),
    );
  }

  private judge(app: TemplateApp, isJudged: (resource: TemplateResource) => boolean): Judgement[] {
    const { rulesOff = [] } = this.props;
    const decisions = {
      acknowledgements: new Acknowledgements(this.scope),
      off: new Map(rulesOff.map(({ rule, reason }) => [rule, reason])),
    };
    return runChecks({ app, props: ruleParameters(this.props, app) }, decisions, isJudged);
  }
}

/** The stack of the app that deploys a stack: the CDK hands over no nested stacks and no stack sets. */
function deployedWith(stack: StackDescription): StackDescription {
  return stack.declaration ? deployedWith(stack.declaration.stack) : stack;
}

function reportOf(judgements: readonly Judgement[]): PolicyValidationPluginReport {
  const failed = judgements.filter(({ outcome }) => outcome === Outcome.NOT_SATISFIED);
  return {
    success: failed.every(({ rule, problems }) =>
      problems.every(({ severity = rule.severity }) => severity !== EcrRuleSeverity.ERROR),
    ),
    violations: failed.flatMap((judgement) => judgement.problems.map((problem) => violationOf(judgement, problem))),
  };
}

/**
 * With the plugin's name in the rule's: some releases of the CDK apply an acknowledgement of one construct to the whole
 * app where the name has none, and this plugin has already applied it to its own construct.
 */
function violationOf({ rule, resource }: Judgement, { at, text, remedy, severity }: Problem): PolicyViolation {
  const controls = ControlMap.controlsOf(rule.id, resource.type).map((control) => control.toString());
  return {
    ruleName: qualifiedId(rule.id),
    description: `${text}. ${rule.explanation}`,
    fix: remedy ?? rule.remedy,
    severity: severity ?? rule.severity,
    violatingResources: [
      {
        constructPath: resource.constructPath,
        resourceLogicalId: resource.logicalId,
        templatePath: resource.stack.templatePath,
        locations: [at],
      },
    ],
    ...(controls.length > 0 ? { ruleMetadata: { controls: controls.join(', ') } } : {}),
  };
}
