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
import { decisionId } from '../ecr/decisions/decisions';
import { EcrRule } from '../ecr/ecr-rule';
import { appAcknowledgements } from './private/app-acknowledgements';
import { readScope } from './private/app-constructs';
import { checkAcknowledgement, checkProps } from './private/check-props';
import { writeEvidence } from './private/evidence';
import { ruleParameters } from './private/rule-parameters';
import { acknowledgeUntil } from '../core/acknowledgements';
import { controlText } from '../ecr/controls/control';
import { controlsOf } from '../ecr/controls/control-map';
import { findingsOn } from '../templates/judge/acknowledgement-findings';
import { findingsOf, isFailing, notJudged } from '../templates/judge/finding';
import type { Finding } from '../templates/judge/finding';
import { runChecks } from '../templates/judge/run-checks';
import { RULES } from '../templates/rules';
import type { StackDescription } from '../templates/stack-description';
import type { TemplateApp } from '../templates/template-app';
import type { TemplateResource } from '../templates/template-resource';

/**
 * A CDK validation plugin that checks all Amazon ECR resources of an app at synthesis.
 *
 * The plugin reads the synthesized templates. It therefore covers resources of L1 and L2 constructs, of this library
 * and of included templates, with all overrides. The rules take into account the filters of the registry, the
 * conditions of policies, and the images that a lifecycle policy deletes.
 *
 * If a finding is intended, acknowledge it with a reason. Findings with the severity `warning` do not make synthesis
 * fail. The plugin checks all branches of conditions, and the defaults of parameters. It reports nothing for other
 * values that are known only at deployment.
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
   * Acknowledges a rule for a construct and all constructs beneath it.
   *
   * Warnings of constructs and findings of `EcrChecks` under this rule are then no longer reported, whether they arise
   * before or after this call. `Validations.of(scope).acknowledge` with the id of the rule does the same, but without
   * an end date.
   *
   * @param scope the construct
   * @param options the rule, the reason, and the last day if the acknowledgement ends
   * @throws if the reason has fewer than three words, or `until` is not a date
   */
  public static acknowledge(scope: IConstruct, options: AcknowledgeOptions): void {
    const { rule, reason, until } = options;
    checkAcknowledgement(scope, options);
    acknowledgeUntil(scope, rule, reason, until);
  }

  /** The name of the validation plugin, as it appears in reports of the CDK. */
  public readonly name: string = 'EcrChecks';

  /** The ids of all rules, such as `cdk-ecr::openPolicy`, as reports and acknowledgements use them. */
  public readonly ruleIds?: string[] = RULES.map(({ id }) => decisionId(id));

  /**
   * @param scope the app that is checked, or one of its stages
   * @param props the requirements of your organization
   * @throws if a property can never have an effect, such as an empty list or a malformed account id
   */
  public constructor(
    private readonly scope: IConstruct,
    private readonly props: EcrChecksProps = {},
  ) {
    checkProps(scope, props);
  }

  /**
   * Checks the synthesized templates, and writes the report files to `evidenceDirectory`. The CDK calls this method.
   */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const paths = new Set(context.templatePaths.map((path) => resolve(path)));
    const app = readScope(this.scope);
    const stacks = new Set(app.stacks.filter(({ description }) => paths.has(deployedWith(description).templatePath)));
    return this.check(app, this.scope.node.path, ({ stack }) => stacks.has(stack), this.props.evidenceDirectory);
  }

  /**
   * Synthesizes the app, checks all resources in a construct, and returns the report. Use this method in unit tests.
   *
   * @param scope the construct whose resources are checked, such as a stack
   */
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
    const { rulesOff = [], ruleSeverities = [], acknowledgementLimits, reportUnresolved = false } = this.props;
    const acknowledgements = appAcknowledgements(this.scope, acknowledgementLimits);
    const off = new Map(rulesOff.map(({ rule, reason }) => [rule, reason]));
    const judgements = runChecks(
      { app, props: ruleParameters(this.scope, this.props, app) },
      { acknowledgements, off },
      { isJudged, withSatisfied: evidenceDirectory !== undefined },
    );
    const made = acknowledgements.judged().filter(({ at }) => isBeneath(at, scopePath));
    if (evidenceDirectory !== undefined) {
      writeEvidence(evidenceDirectory, judgements, { acknowledgements: made, severities: ruleSeverities });
    }
    const severities = new Map(ruleSeverities.map(({ rule, severity }) => [rule, severity]));
    const findings = [
      ...findingsOf(judgements, { acknowledgements, severities }),
      ...(reportUnresolved ? notJudged(judgements, acknowledgements) : []),
      ...findingsOn(made, app, severities.get(EcrRule.ACKNOWLEDGEMENT)),
    ];
    return { success: !findings.some(isFailing), violations: findings.map(violationOf) };
  }
}

function isBeneath(path: string, scope: string): boolean {
  return scope === '' || path === scope || path.startsWith(`${scope}/`);
}

/** The stack of the app that deploys a stack. The CDK hands over neither nested stacks nor stack sets. */
function deployedWith(stack: StackDescription): StackDescription {
  return stack.declaration ? deployedWith(stack.declaration.stack) : stack;
}

/**
 * Reports a finding. The name of the rule is the id of the decision, which has a namespace: some releases of the CDK
 * apply an acknowledgement of a name without namespace to the whole app.
 */
function violationOf(finding: Finding): PolicyViolation {
  const { rule, severity, text, explanation, remedy, at, constructPath, stack, resource } = finding;
  const controls = resource ? controlsOf(rule, resource.type).map(controlText) : [];
  return {
    ruleName: decisionId(rule),
    description: `${text}. ${explanation}`,
    fix: remedy,
    severity,
    violatingResources: [
      {
        constructPath,
        resourceLogicalId: resource?.logicalId ?? '',
        templatePath: stack?.templatePath ?? '',
        locations: [at],
      },
    ],
    ...(controls.length > 0 ? { ruleMetadata: { controls: controls.join(', ') } } : {}),
  };
}
