import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import type { IConstruct } from 'constructs';
import { ENV } from './decision-case';
import { EcrChecks } from '../../../src/checks/ecr-checks';
import { decisionId } from '../../../src/ecr/decisions/decisions';
import { EcrRule } from '../../../src/ecr/ecr-rule';

/** A decision that nobody acknowledged, and the path of its construct. */
export interface Open {
  readonly at: string;
  readonly id: string;
}

/** The open decisions of an app. */
export interface Outcome {
  /** The warnings of constructs. */
  readonly warnings: Open[];
  /** The findings that the CDK reports for `EcrChecks`. */
  readonly findings: Open[];
}

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly {
      readonly ruleName: string;
      readonly violatingResources: readonly { readonly constructPath?: string }[];
    }[];
  }[];
}

/** A stack of a new app whose reports are written as JSON. */
export function newStack(): Stack {
  return new Stack(new App({ context: { '@aws-cdk/core:validationReportJson': true } }), 'Stack', {
    env: ENV,
    terminationProtection: true,
  });
}

/** Acknowledges a decision for a construct. */
export function acknowledge(scope: IConstruct, rule: EcrRule): void {
  Validations.of(scope).acknowledge({ id: decisionId(rule), reason: 'meant in this test' });
}

/** Synthesizes an app as `cdk synth` does, with the checks as a plugin. */
export function synthesize({ node: { root } }: IConstruct): Outcome {
  const app = root as App;
  Validations.of(app).addPlugins(new EcrChecks(app));
  const exitCode = process.exitCode;
  const spies = (['error', 'log'] as const).map((name) => jest.spyOn(console, name).mockImplementation());
  try {
    synthesizeReported(app);
    return { warnings: warningsIn(new CloudAssembly(app.outdir)), findings: findingsIn(app.outdir) };
  } finally {
    process.exitCode = exitCode;
    spies.forEach((spy) => spy.mockRestore());
  }
}

/** Newer releases of the CDK throw where a plugin reports an error, once everything is written. */
function synthesizeReported(app: App): void {
  try {
    app.synth();
  } catch (error) {
    if ((error as Error).name !== 'ValidationFailed') throw error;
  }
}

function warningsIn(assembly: CloudAssembly): Open[] {
  return assembly.stacksRecursively.flatMap(({ messages }) =>
    messages
      .filter(({ level }) => level === 'warning')
      .map(({ id, entry }) => ({ at: id.slice(1), id: ackIn(String(entry.data)) })),
  );
}

/** The id with which a warning can be acknowledged. Releases of the CDK spell its namespace differently. */
function ackIn(text: string): string {
  const [, id] = /\[ack: (?:annotation::)?(\S+)\]$/i.exec(text) ?? [];
  if (id === undefined) throw new Error(`a warning without an id: ${text}`);
  return id;
}

function findingsIn(directory: string): Open[] {
  const report = JSON.parse(readFileSync(join(directory, 'policy-validation-report.json'), 'utf8')) as Report;
  return report.pluginReports
    .flatMap(({ violations }) => violations)
    .flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath = '' }) => ({ at: constructPath, id: ruleName })),
    );
}

/** The open warnings and findings of one decision. */
export function ofRule(open: readonly Open[], rule: EcrRule): Open[] {
  return open.filter(({ id }) => id === decisionId(rule));
}

/** The open warnings and findings of all other decisions, without the reports on acknowledgements. */
export function ofOthers(open: readonly Open[], rule: EcrRule): Open[] {
  const own = [rule, EcrRule.ACKNOWLEDGEMENT].map(decisionId);
  return open.filter(({ id }) => !own.includes(id));
}
