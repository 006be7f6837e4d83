import * as fs from 'node:fs';
import * as path from 'node:path';
import { CfnResource } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { EcrChecks } from 'cdk-ecr';

/** Something that a check has against a construct. */
export interface Finding {
  readonly path: string;
  readonly rule: string;
  readonly text: string;
}

const PACKS = [
  new AwsSolutionsChecks(),
  new HIPAASecurityChecks(),
  new NIST80053R5Checks(),
  new PCIDSS321Checks(),
  new ServerlessChecks(),
];

/** What is said against the construct itself, not its children; what its author acknowledged does not count. */
export function findingsOf(construct: IConstruct): Finding[] {
  return [...annotations(construct), ...(CfnResource.isCfnResource(construct) ? nagFindings(construct) : [])];
}

/** Warnings and errors of this library and of the CDK, which has removed those that were acknowledged. */
function annotations({ node }: IConstruct): Finding[] {
  return node.metadata
    .filter(({ type }) => type === 'aws:cdk:warning' || type === 'aws:cdk:error')
    .map(({ type, data }) => {
      const [, text, id] = /^(.*?)(?: \[ack: (?:annotation::)?(.*)\])?$/is.exec(data)!;
      return { path: node.path || 'App', rule: id ?? type, text };
    });
}

function nagFindings(resource: CfnResource): Finding[] {
  return PACKS.flatMap((pack) => pack.validateScope(resource).violations).map(({ ruleName, description }) => ({
    path: resource.node.path,
    rule: ruleName,
    text: description,
  }));
}

/** What the rules of this library say of the app's templates, whether the app has registered them or not. */
export function ecrFindings(app: App): Finding[] {
  const { violations } = new EcrChecks(app).validateScope(app);
  return violations.flatMap((violation) => violationFindings(violation, violation.violatingResources));
}

/** Its name in the assembly depends on the release of the CDK. */
const VALIDATION_REPORTS = ['policy-validation-report.json', 'validation-report.json'];

/** The part of a violation that is the same in all releases. */
interface Violation {
  readonly ruleName: string;
  readonly description: string;
}

interface ReportedViolation extends Violation {
  readonly ruleMetadata?: Record<string, string>;
  readonly violatingConstructs: { readonly constructPath?: string }[];
}

interface ValidationReport {
  readonly pluginReports: { readonly violations: ReportedViolation[] }[];
}

/**
 * What the app's validation plugins found, and the validation that newer releases of the CDK have built in: synthesis
 * leaves a report in the assembly. Newer releases repeat the annotations there; `EcrChecks` is in `ecrFindings`.
 */
export function pluginFindings(outdir: string): Finding[] {
  return VALIDATION_REPORTS.map((name) => path.join(outdir, name))
    .filter((file) => fs.existsSync(file))
    .flatMap((file) => (JSON.parse(fs.readFileSync(file, 'utf8')) as ValidationReport).pluginReports)
    .flatMap(({ violations }) => violations)
    .filter(({ ruleMetadata }) => ruleMetadata?.['cdk:annotation'] === undefined)
    .filter(({ ruleName }) => !ruleName.startsWith('EcrChecks::'))
    .flatMap((violation) => violationFindings(violation, violation.violatingConstructs));
}

function violationFindings(
  { ruleName, description }: Violation,
  constructs: readonly { readonly constructPath?: string }[],
): Finding[] {
  return constructs.map(({ constructPath }) => ({ path: constructPath ?? 'App', rule: ruleName, text: description }));
}
