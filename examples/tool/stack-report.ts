import * as fs from 'node:fs';
import * as path from 'node:path';
import { Stack, Stage } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { ecrFindings, findingsOf, pluginFindings } from './findings';
import type { Finding } from './findings';

/** What a stack is made of, and what the checks have against it. */
export interface StackReport {
  readonly path: string;
  readonly repositories: number;
  readonly resources: number;
  readonly findings: Finding[];
  /** How long the checks took. */
  readonly seconds: number;
}

/**
 * Counts and checks the stacks of a synthesized app, those of stages and nested stacks included. What is found outside
 * of all stacks makes a report of its own.
 */
export function reportStacks(app: App): StackReport[] {
  const constructs = new Map(app.node.findAll().map((construct) => [construct.node.path, construct]));
  const constructsByStack = groupBy([...constructs.values()], stackOf);
  const found = [...pluginFindings(app.outdir), ...ecrFindings(app)];
  const findingsByStack = groupBy(found, ({ path: of }) => stackOf(constructs.get(of)));
  return [...constructsByStack]
    .map(([stack, own]) => report(stack, own, findingsByStack.get(stack) ?? []))
    .filter(({ resources, findings }) => resources > 0 || findings.length > 0);
}

function stackOf(construct: IConstruct | undefined): Stack | undefined {
  return construct?.node.scopes.reverse().find(Stack.isStack);
}

function groupBy<T, K>(values: T[], keyOf: (value: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

function report(stack: Stack | undefined, constructs: IConstruct[], fromPlugins: Finding[]): StackReport {
  const start = performance.now();
  const findings = [...constructs.flatMap(findingsOf), ...fromPlugins];
  const seconds = (performance.now() - start) / 1000;
  const types = stack ? resourceTypes(stack) : [];
  return {
    path: stack?.node.path ?? '(outside of stacks)',
    repositories: types.filter((type) => /^AWS::ECR::(Public)?Repository$/.test(type)).length,
    resources: types.length,
    findings,
    seconds,
  };
}

/** From the template, which is what is deployed and what CloudFormation's limits count. */
function resourceTypes(stack: Stack): string[] {
  const template = path.join(Stage.of(stack)!.outdir, stack.templateFile);
  const { Resources = {} } = JSON.parse(fs.readFileSync(template, 'utf8')) as {
    Resources?: Record<string, { Type: string }>;
  };
  return Object.values(Resources).map(({ Type }) => Type);
}
