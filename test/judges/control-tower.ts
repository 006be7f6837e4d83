import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { run } from './processes';
import type { Availability, Finding, Judge, Target, Template } from './types';

interface GuardReport {
  /** The template's file. */
  readonly name: string;
  readonly compliant: readonly string[];
  readonly not_compliant: readonly { readonly Rule: { readonly name: string } }[];
}

/** One control: the name of its rule, the id that AWS gives it, and the resource types that it is about. */
interface Control {
  readonly rule: string;
  readonly id: string;
  readonly types: readonly string[];
}

const PACKAGE = path.dirname(require.resolve('@cdklabs/cdk-validator-cfnguard/package.json'));
const RULES = path.join(PACKAGE, 'rules/control-tower/cfn-guard');
const METADATA = path.join(PACKAGE, 'rules/control-tower/metadata');

/** Exit statuses of `cfn-guard validate`: all rules hold or skip, some rule does not hold. Any other is its own failure. */
const COMPLIANT = 0;
const NOT_COMPLIANT = 19;

/** AWS Control Tower's proactive controls, by the cfn-guard binary that `@cdklabs/cdk-validator-cfnguard` ships. */
export class ControlTower implements Judge {
  public readonly name = 'control-tower';
  public readonly mustFind = ['CT.ECR.PR.1', 'CT.ECR.PR.2', 'CT.ECR.PR.3', 'CT.KMS.PR.1', 'CT.KMS.PR.3'];

  public async available(): Promise<Availability> {
    const binary = guardBinary();
    if (!fs.existsSync(binary)) {
      return { missing: `@cdklabs/cdk-validator-cfnguard has no cfn-guard for ${os.platform()} on ${os.arch()}` };
    }
    const { stdout } = await run(binary, ['--version']);
    return { version: stdout.trim() };
  }

  public async judge(target: Target): Promise<Finding[]> {
    const { status, stdout, stderr } = await run(guardBinary(), [
      ...['validate', '--rules', RULES, '--output-format', 'json', '--show-summary', 'none', '--structured'],
      ...target.templates.flatMap(({ file }) => ['--data', file]),
    ]);
    if ((status !== COMPLIANT && status !== NOT_COMPLIANT) || stderr !== '') {
      throw new Error(`cfn-guard exited with ${status}: ${stderr || stdout}`);
    }
    const reports = JSON.parse(stdout) as GuardReport[];
    const controls = readControls();
    const findings = target.templates.flatMap((template) => {
      const report = reports.find(({ name }) => name === template.file);
      if (report === undefined) {
        throw new Error(`cfn-guard says nothing about ${template.label}`);
      }
      return [
        ...this.violations(target, template, report, controls),
        ...this.skips(target, template, report, controls),
      ];
    });
    if (status === NOT_COMPLIANT && findings.length === 0) {
      throw new Error('cfn-guard found something that its report does not show');
    }
    return findings;
  }

  private violations(target: Target, template: Template, report: GuardReport, controls: Control[]): Finding[] {
    return report.not_compliant.flatMap(({ Rule }) => {
      const details = JSON.stringify(Rule);
      const [, id, title] = /\[(CT\.[\w.]+)\]: (.*?)\\n/.exec(details) ?? [];
      const resources = new Set([...details.matchAll(/"path":"\/Resources\/([^/"]+)/g)].map((match) => match[1]));
      return [...(resources.size > 0 ? resources : [''])].map((resource) => ({
        judge: this.name,
        target: target.name,
        template: template.label,
        resource,
        rule: id ?? controls.find(({ rule }) => rule === Rule.name)?.id ?? Rule.name,
        message: title ?? Rule.name,
      }));
    });
  }

  /** A rule that skips proves nothing: at least one rule about each type that has rules must have looked at the template. */
  private skips(target: Target, template: Template, report: GuardReport, controls: Control[]): Finding[] {
    const evaluated = new Set([...report.compliant, ...report.not_compliant.map(({ Rule }) => Rule.name)]);
    return resourceTypes(template)
      .map((type) => ({ type, about: controls.filter(({ types }) => types.includes(type)) }))
      .filter(({ about }) => about.length > 0 && !about.some(({ rule }) => evaluated.has(rule)))
      .map(({ type, about }) => ({
        judge: this.name,
        target: target.name,
        template: template.label,
        resource: type,
        rule: 'all-skipped',
        message: `none of the controls about ${type} was evaluated: ${about.map(({ id }) => id).join(', ')}`,
      }));
  }
}

function guardBinary(): string {
  const platform = { linux: 'ubuntu', darwin: 'macos' }[os.platform() as string] ?? os.platform();
  const architecture = { x64: 'x86_64', arm64: 'aarch64' }[os.arch() as string] ?? os.arch();
  return path.join(PACKAGE, 'bin', platform, architecture, 'cfn-guard');
}

function readControls(): Control[] {
  return fs
    .readdirSync(RULES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.guard'))
    .map((file) => {
      const [, rule] = /^rule (\w+) when/m.exec(fs.readFileSync(path.join(RULES, file), 'utf8')) ?? [];
      const metadata = fs.readFileSync(path.join(METADATA, file.replace(/\.guard$/, '.metadata.json')), 'utf8');
      const { Id, EvaluatedResourceTypes } = JSON.parse(metadata) as { Id: string; EvaluatedResourceTypes: string[] };
      if (rule === undefined) {
        throw new Error(`${file} has no rule with a condition`);
      }
      return { rule, id: Id, types: EvaluatedResourceTypes };
    });
}

function resourceTypes({ file }: Template): string[] {
  const { Resources = {} } = JSON.parse(fs.readFileSync(file, 'utf8')) as {
    Resources?: Record<string, { Type: string }>;
  };
  return [...new Set(Object.values(Resources).map(({ Type }) => Type))];
}
