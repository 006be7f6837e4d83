import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { RuleParameters } from '../../../src/templates/rule-parameters';
import type { TemplateInput, TemplateJson } from '../../../src/templates/stack-description';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
export const ENV = { account: ACCOUNT, region: REGION };
export const OTHER_ACCOUNT = '444455556666';
export const OTHER_REGION = 'eu-central-1';

/** A case of one decision: the construct that warns of it, and the template in which a rule finds it. */
export interface DecisionCase {
  /** Declares what warns, and returns the construct at which its owner would acknowledge the decision. */
  readonly warning?: (stack: Stack) => IConstruct;
  readonly finding?: TemplateCase;
  /** The reason why the template of the construct does not show the decision. */
  readonly notShown?: string;
}

/** Templates with one mistake. */
export interface TemplateCase {
  readonly templates: readonly TemplateInput[];
  readonly parameters?: RuleParameters;
}

/** A template in which one resource after the other is declared, e.g. `{ Api: ['AWS::ECR::Repository', {}] }`. */
export type Resources = Record<string, readonly [type: string, properties: object, attributes?: object]>;

/** Resources of a stack of the account and region. */
export function template(resources: Resources, place: Partial<TemplateInput> = {}): TemplateInput {
  const json: TemplateJson['Resources'] = Object.fromEntries(
    Object.entries(resources).map(([id, [type, properties, attributes]]) => [
      id,
      { Type: type, Properties: properties, ...attributes },
    ]),
  );
  return { path: 'Stack', ...ENV, ...place, template: { Resources: json } };
}

/** One resource that is wrong. */
export function resource(type: string, properties: object, place?: Partial<TemplateInput>): TemplateCase {
  return { templates: [template({ Bad: [type, properties] }, place)] };
}

/** Another stack of the app, of another region. */
export function stackBeside(stack: Stack, region = OTHER_REGION): Stack {
  return new Stack(stack.node.root, `In-${region}`, { env: { ...ENV, region }, terminationProtection: true });
}

/** A stack of the region of public repositories, within the one under test so that what holds there holds here. */
export function galleryOf(stack: Stack): Stack {
  return new Stack(stack, 'Gallery', { env: { ...ENV, region: 'us-east-1' } });
}
