import * as path from 'node:path';
import { run } from './processes';
import type { Availability, Finding, Judge, Target, Template } from './types';

interface Match {
  readonly Filename: string | null;
  readonly Location: { readonly Path: (string | number)[] | null };
  readonly Message: string;
  readonly Rule: { readonly Id: string };
}

/** Its exit status is the sum of 2 (errors), 4 (warnings) and 8 (informational); any other is a failure of its own. */
const FINDING_STATUSES = [0, 2, 4, 6, 8, 10, 12, 14];

/** AWS's linter: resource schemas of the stack's region, and what the schemas cannot say. */
export class CfnLint implements Judge {
  public readonly name = 'cfn-lint';
  public readonly mustFind = ['E3030', 'E2533'];

  public async available(): Promise<Availability> {
    try {
      const { status, stdout } = await run('cfn-lint', ['--version']);
      return status === 0
        ? { version: stdout.trim() }
        : { missing: '`cfn-lint --version` fails: pip install cfn-lint' };
    } catch {
      return { missing: 'cfn-lint is not on the PATH: pip install cfn-lint' };
    }
  }

  public async judge(target: Target): Promise<Finding[]> {
    const findings: Finding[] = [];
    for (const [region, templates] of byRegion(target.templates)) {
      const args = ['--format', 'json', ...(region === undefined ? [] : ['--regions', region])];
      // Its exit status must tell of a finding of any level.
      args.push('--non-zero-exit-code', 'informational', '--template', ...templates.map(({ file }) => file));
      const { status, stdout, stderr } = await run('cfn-lint', args);
      if (!FINDING_STATUSES.includes(status)) {
        throw new Error(`cfn-lint exited with ${status}: ${stderr || stdout}`);
      }
      const matches = JSON.parse(stdout) as Match[];
      if ((status === 0) !== (matches.length === 0)) {
        throw new Error(`cfn-lint exited with ${status} but printed ${matches.length} findings`);
      }
      findings.push(...matches.map((match) => this.finding(target, templates, match)));
    }
    return findings;
  }

  private finding(target: Target, templates: readonly Template[], match: Match): Finding {
    const [section, id] = match.Location.Path ?? [];
    return {
      judge: this.name,
      target: target.name,
      template: templates.find(({ file }) => file === path.resolve(match.Filename ?? ''))?.label ?? '',
      resource: section === 'Resources' && id !== undefined ? `${id}` : '',
      rule: match.Rule.Id,
      message: match.Message,
    };
  }
}

function byRegion(templates: readonly Template[]): Map<string | undefined, Template[]> {
  const groups = new Map<string | undefined, Template[]>();
  for (const template of templates) {
    groups.set(template.region, [...(groups.get(template.region) ?? []), template]);
  }
  return groups;
}
