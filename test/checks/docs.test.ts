import { ControlFramework } from '../../src/ecr/controls/control';
import type { Control } from '../../src/ecr/controls/control';
import { CONTROL_MAP } from '../../src/ecr/controls/control-map';
import { DECISIONS } from '../../src/ecr/decisions/decisions';
import { EcrRule } from '../../src/ecr/ecr-rule';
import { RULES } from '../../src/templates/rules';
import { expectGenerated, markdownTable } from '../support/generated-doc';

const FILE = 'docs/ecr-checks.md';

test('every decision with the severity of a finding has a rule, in the order of the decisions', () => {
  const findings = Object.values(EcrRule).filter((id) => DECISIONS[id].finding !== undefined);
  expect([...RULES.map(({ id }) => id), EcrRule.ACKNOWLEDGEMENT].sort()).toEqual(findings.sort());
});

test('docs/warnings-and-findings.md lists the decisions', () => {
  const rows = Object.values(EcrRule).map((id) => {
    const { warning, finding, explanation, remedy } = DECISIONS[id];
    const types = RULES.filter((rule) => rule.id === id).flatMap((rule) => rule.types);
    return [
      `\`${id}\``,
      warning ? 'yes' : '',
      finding ?? '',
      types.map((type) => type.replace(/^AWS::/, '')).join(', '),
      explanation,
      remedy,
    ];
  });
  const head = ['Id', 'Warning', 'Finding', 'Resources', 'Why', 'Remedy'];
  expectGenerated('docs/warnings-and-findings.md', 'decisions', markdownTable(head, rows));
});

test('docs/ecr-checks.md has the control map', () => {
  const frameworks = Object.values(ControlFramework);
  const ids = (controls: readonly Control[], framework: ControlFramework) =>
    controls
      .filter((control) => control.framework === framework)
      .map(({ id }) => id)
      .join(', ');
  const rows = CONTROL_MAP.map(({ requirement, resourceType, option, rules, controls, stricterControls }) => [
    requirement,
    resourceType.replace(/^AWS::/, ''),
    option,
    rules.map((rule) => `\`${rule}\``).join(', '),
    ...frameworks.map((framework) => ids(controls, framework)),
    stricterControls.map(({ id }) => id).join(', '),
  ]);
  const head = ['Requirement', 'Resource', 'Option', 'Rules', ...frameworks, 'Stricter'];
  expectGenerated(FILE, 'controls', markdownTable(head, rows));
});
