import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ts from 'typescript';
import * as YAML from 'yaml';
import * as library from '../../src';
import { WorkloadIdentity } from '../../src/ci/workload-identity';
import { warningsOf } from '../support/warnings';

const GUIDE = readFileSync(join(__dirname, '../../docs/ci.md'), 'utf8');
const SECTIONS = GUIDE.split(/^## /m).slice(1);
const FACTORIES = Object.getOwnPropertyNames(WorkloadIdentity).filter(
  (name) => !/^(length|name|prototype)$/.test(name),
);

function samples(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, code]) => code);
}

/** The stack that a sample makes of an empty one. */
function run(code: string): Stack {
  const stack = new Stack(new App(), 'Images', { env: { account: '111122223333', region: 'eu-central-1' } });
  const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const load = (name: string): unknown => (name === 'cdk-ecr' ? library : require(name));
  new Function('require', 'exports', outputText).call(stack, load, {});
  return stack;
}

describe('the guide for CI systems and pods', () => {
  test.each(FACTORIES)('has a section with a role and a file of the system for WorkloadIdentity.%s', (factory) => {
    const complete = SECTIONS.filter((section) => samples(section, 'yaml').length > 0).filter((section) =>
      samples(section, 'ts').some((code) => code.includes(`WorkloadIdentity.${factory}(`)),
    );
    expect(complete).toHaveLength(1);
  });

  test.each(samples(GUIDE, 'ts').map((code, index) => [index + 1, code] as const))(
    'has samples that can be deployed, without a warning: %s',
    (_, code) => {
      const stack = run(code);
      expect(Object.keys(Template.fromStack(stack).findResources('AWS::IAM::Role')).length).toBeGreaterThan(0);
      expect(warningsOf(stack)).toEqual([]);
    },
  );

  test.each(samples(GUIDE, 'yaml').map((text, index) => [index + 1, text] as const))(
    'has files of systems that are YAML: %s',
    (_, text) => {
      const { errors } = YAML.parseDocument(text);
      expect(errors).toEqual([]);
    },
  );

  test('names each role by the name that its role has', () => {
    for (const section of SECTIONS) {
      const used = [...section.matchAll(/arn:aws:iam::111122223333:role\/([\w-]+)/g)].map(([, name]) => name);
      const declared = samples(section, 'ts').flatMap((code) =>
        Object.values(Template.fromStack(run(code)).findResources('AWS::IAM::Role')).map(
          ({ Properties: { RoleName: name } }) => name as string,
        ),
      );
      expect(declared).toEqual(expect.arrayContaining(used));
    }
  });
});
