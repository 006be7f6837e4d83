import * as ecr from 'aws-cdk-lib/aws-ecr';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { findingsOfRule } from '../../../checks/support';

const findings = (RepositoryCatalogData: object) =>
  findingsOfRule(
    EcrRule.UNKNOWN_NAME,
    (stack) => new ecr.CfnPublicRepository(stack, 'Cli', { repositoryCatalogData: RepositoryCatalogData }),
  );

test('reports labels that the gallery does not recognise, with the nearest known one', () => {
  const found = findings({ Architectures: ['ARM', 'ARM64', 'riscv64'], OperatingSystems: ['linux'] });
  expect(found.map(({ path, severity, text }) => `${path} ${severity}: ${text}`)).toMatchInlineSnapshot(`
    [
      "Stack/Cli warning: Architectures[1] is "ARM64", which is no architecture that the library knows; the nearest is "ARM 64". AWS adds names every month, so that this one may be new; a misspelt one has no effect or fails to deploy",
      "Stack/Cli warning: Architectures[2] is "riscv64", which is no architecture that the library knows; it knows ARM, ARM 64, x86, x86-64. AWS adds names every month, so that this one may be new; a misspelt one has no effect or fails to deploy",
      "Stack/Cli warning: OperatingSystems[0] is "linux", which is no operating system that the library knows; the nearest is "Linux". AWS adds names every month, so that this one may be new; a misspelt one has no effect or fails to deploy",
    ]
  `);
});

test('does not report labels that the gallery recognises', () => {
  expect(
    findings({ Architectures: ['ARM', 'ARM 64', 'x86', 'x86-64'], OperatingSystems: ['Linux', 'Windows'] }),
  ).toEqual([]);
});

test('does not report a catalogue without labels', () => {
  expect(findings({ AboutText: 'about' })).toEqual([]);
});
