import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import { RegistryScanning } from '../../src/facades/registry-scanning';
import { Registry } from '../../src/registry/registry';

export const ENV = { account: '111122223333', region: 'eu-west-1' };

const SCANNING = {
  BASIC: RegistryScanning.basic({ onPush: ['*'] }),
  ENHANCED: RegistryScanning.enhanced({ onPush: ['*'] }),
};

export function stackOf(id = 'Stack', app = new App()): Stack {
  return new Stack(app, id, { env: ENV });
}

export function registryIn(stack: Stack, type: keyof typeof SCANNING): Registry {
  return new Registry(stack, 'Registry', { scanning: SCANNING[type] });
}

/** Properties of all resources of a type. */
export function propertiesOf(stack: Stack, type: string): Record<string, any>[] {
  return Object.values(Template.fromStack(stack).findResources(type)).map(({ Properties }) => Properties);
}

/** Findings of all packs of cdk-nag. */
export function nagFindings(stack: Stack): string[] {
  return [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks].flatMap(
    (Pack) => new Pack(stack).validateScope(stack).violations.map(({ ruleName }) => ruleName),
  );
}

/** What CloudFormation cannot do by itself. */
export function functionsAndCustomResources(stack: Stack): string[] {
  const { Resources: resources } = Template.fromStack(stack).toJSON() as {
    Resources: Record<string, { Type: string }>;
  };
  return Object.values(resources)
    .map(({ Type }) => Type)
    .filter((type) => type.startsWith('AWS::Lambda::') || type.startsWith('Custom::') || /CustomResource$/.test(type));
}
