import { CfnResource, Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks, ServerlessChecks } from 'cdk-nag';
import type { NagFinding } from './cdk-nag';
import { finish, loadApp } from './load-app';

const app = loadApp();
// Synthesis runs the aspects and resolves what is lazy; the packs must see what is deployed.
app.synth();

const stackOf = new Map(
  app.node
    .findAll()
    .flatMap((node) => (CfnResource.isCfnResource(node) ? [[node.node.path, Stack.of(node)] as const] : [])),
);
if (stackOf.size === 0) {
  throw new Error('the app has no resources');
}

const findings = [
  AwsSolutionsChecks,
  HIPAASecurityChecks,
  NIST80053R5Checks,
  PCIDSS321Checks,
  ServerlessChecks,
].flatMap((Pack): NagFinding[] =>
  new Pack(app, { verbose: true })
    .validateScope(app)
    .violations.flatMap(({ ruleName, description, violatingResources }) =>
      violatingResources.map(({ constructPath = '' }) => ({
        template: stackOf.get(constructPath)?.templateFile ?? '',
        resource: constructPath,
        rule: ruleName,
        message: description,
      })),
    ),
);
finish(findings);
