import { resolve } from 'path';
import type {
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationPluginReport,
  PolicyViolation,
} from 'aws-cdk-lib';
import { Stage } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { AcknowledgeOptions, EcrChecksProps } from './ecr-checks-props';
import { DECISIONS, decisionId } from '../ecr/decisions/decisions';
import { EcrRuleSeverity } from '../ecr/ecr-rule';
import { findingsOn } from './private/acknowledgement-findings';
import { Acknowledgements } from './private/acknowledgements';
import { readScope } from './private/app-constructs';
import { checkAcknowledgement, checkProps } from './private/check-props';
import { writeEvidence } from './private/evidence';
import { ruleParameters } from './private/rule-parameters';
import { acknowledgeUntil } from '../core/acknowledgements';
import { controlText } from '../ecr/controls/control';
import { controlsOf } from '../ecr/controls/control-map';
import type { Problem } from '../templates/rule';
import { RULES } from '../templates/rules';
import type { Judgement } from './private/run-checks';
import { Outcome, runChecks } from './private/run-checks';
import type { StackDescription } from '../templates/stack-description';
import type { TemplateApp } from '../templates/template-app';
import type { TemplateResource } from '../templates/template-resource';

/**
 * Checks all resources of Amazon ECR in an app, however they are declared.
 *
 * The checks read the synthesized templates, so they cover resources of the L1, the L2, this library, included templates and
 * overrides. They take into account the filters of the registry, the conditions of policies, and the images that a lifecycle
 * policy expires.
 *
 * Acknowledge a finding that is meant, with a reason. Warnings do not make synthesis fail. Values that are known only at
 * deployment are not reported.
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
  /**
   * Acknowledges a decision for a construct and all constructs beneath it.
   *
   * The acknowledgement covers warnings and findings, made before or later. `Validations.of(scope).acknowledge` with the id
   * of a report does the same, but without an end.
   *
   * @throws if the reason has fewer than three words, or the end is not a date
   */
  public static acknowledge(scope: IConstruct, options: AcknowledgeOptions): void {
    const { rule, reason, until } = options;
    checkAcknowledgement(scope, options);
    acknowledgeUntil(scope, rule, reason, until);
  }

  /** The name of the plugin. */
  public readonly name: string = 'EcrChecks';

  /** The ids of all rules, as used in reports and acknowledgements. */
  public readonly ruleIds?: string[] = RULES.map(({ id }) => decisionId(id));

  /**
   * @param scope the app that is checked, or one of its stages
   * @throws if a parameter could never apply
   */
  public constructor(
    private readonly scope: IConstruct,
    private readonly props: EcrChecksProps = {},
  ) {
    checkProps(scope, props);
  }

  /** Checks the synthesized templates and writes the evidence. The CDK calls this method. */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const paths = new Set(context.templatePaths.map((path) => resolve(path)));
    const app = readScope(this.scope);
    const stacks = new Set(app.stacks.filter(({ description }) => paths.has(deployedWith(description).templatePath)));
    return this.check(app, this.scope.node.path, ({ stack }) => stacks.has(stack), this.props.evidenceDirectory);
  }

  /** Synthesizes the app, checks the constructs beneath a scope, and returns the report. Use it in unit tests. */
  public validateScope(scope: IConstruct): PolicyValidationPluginReport {
    const root = scope.node.root;
    if (Stage.isStage(root)) root.synth();
    const { path } = scope.node;
    return this.check(readScope(this.scope), path, ({ constructPath }) => isBeneath(constructPath, path));
  }

  private check(
    app: TemplateApp,
    scopePath: string,
    isJudged: (resource: TemplateResource) => boolean,
    evidenceDirectory?: string,
  ): PolicyValidationPluginReport {
    const { rulesOff = [], acknowledgementLimits } = this.props;
    const acknowledgements = new Acknowledgements(this.scope, acknowledgementLimits);
    const off = new Map(rulesOff.map(({ rule, reason }) => [rule, reason]));
    const judgements = runChecks({ app, props: ruleParameters(this.props, app) }, { acknowledgements, off }, isJudged);
    const made = acknowledgements.judged().filter(({ at }) => isBeneath(at, scopePath));
    if (evidenceDirectory !== undefined) writeEvidence(evidenceDirectory, judgements, made);
    const failed = judgements.filter(({ outcome }) => outcome === Outcome.NOT_SATISFIED);
    const violations = [
      ...failed.flatMap((judgement) =>
        judgement.problems.map((problem) =>
          violationOf(judgement, problem, acknowledgements.isLimited(judgement.rule.id)),
        ),
      ),
      ...findingsOn(made, app),
    ];
    return { success: violations.every(({ severity }) => !FAILING.includes(severity)), violations };
  }
}

/** The severities that make synthesis fail. */
const FAILING: (string | undefined)[] = [EcrRuleSeverity.ERROR, 'fatal'];

function isBeneath(path: string, scope: string): boolean {
  return scope === '' || path === scope || path.startsWith(`${scope}/`);
}

/** The stack of the app that deploys a stack. The CDK hands over neither nested stacks nor stack sets. */
function deployedWith(stack: StackDescription): StackDescription {
  return stack.declaration ? deployedWith(stack.declaration.stack) : stack;
}

/**
 * Reports a problem. The name of the rule is the id of the decision, which has a namespace: some releases of the CDK apply
 * an acknowledgement of a name without namespace to the whole app.
 */
function violationOf({ rule, resource }: Judgement, problem: Problem, isLimited: boolean): PolicyViolation {
  const { at, text, remedy, severity } = problem;
  const decision = DECISIONS[rule.id];
  const controls = controlsOf(rule.id, resource.type).map(controlText);
  return {
    ruleName: decisionId(rule.id),
    description: `${text}. ${decision.explanation}`,
    fix: remedy ?? decision.remedy,
    severity: isLimited ? 'fatal' : (severity ?? decision.finding),
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
