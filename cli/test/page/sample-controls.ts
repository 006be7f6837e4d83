import type { ReportedControlFinding, ReportedControls } from '../../src/report/model/reported-controls';
import type { ReportedRepository } from '../../src/report/model/reported-repository';

const RULES = [
  {
    id: 'openPolicy',
    severity: 'error' as const,
    explanation: 'Everybody may pull the images.',
    remedy: 'Name the accounts or the organization in the policy.',
    controls: [],
  },
  {
    id: 'noLifecycle',
    severity: 'warning' as const,
    explanation: 'Nothing takes images away.',
    remedy: 'Give the repository a lifecycle policy.',
    controls: ['Security Hub ECR.3'],
  },
  {
    id: 'mutableTags',
    severity: 'warning' as const,
    explanation: 'A tag can be moved to another image.',
    remedy: 'Make tags immutable, with exceptions for those that move.',
    controls: ['Security Hub ECR.2', 'NIST 800-53 CM-8(1)'],
  },
];

/** Findings of repositories, and the decisions about some. */
export function sampleControls(
  repositories: readonly ReportedRepository[],
  grants: ReadonlyMap<string, number>,
  hostile: readonly string[],
): ReportedControls {
  const findings = repositories.flatMap(({ grants: own, lifecycle, mutability, ...rest }, repository) => {
    const resource = rest.path ?? rest.name;
    const about = { resource, ...(rest.owner !== undefined && { owner: rest.owner }), repository };
    const found: ReportedControlFinding[] = [];
    if (own.includes(grants.get('Open')!)) {
      found.push({ rule: 0, text: `Everybody may pull from ${rest.name}`, ...about });
    }
    if (lifecycle === undefined) found.push({ rule: 1, text: `${rest.name} has no lifecycle policy`, ...about });
    if (mutability === 'mutable') found.push({ rule: 2, text: `The tags of ${rest.name} are mutable`, ...about });
    return found;
  });
  const isSmall = repositories.length < 12;
  return {
    rules: RULES,
    findings,
    acknowledgements: [
      {
        rule: 'openPolicy',
        at: 'platform-app/Images/web',
        reason: 'Open source images',
        state: 'used',
        until: '2027-03-01',
      },
      {
        rule: 'mutableTags',
        at: 'legacy-app',
        reason: 'Until the build names digests (PLAT-312)',
        state: 'expired',
        until: '2026-06-30',
      },
      ...hostile.map((text) => ({ rule: text, at: text, reason: text, state: 'unused' })),
    ],
    controls: isSmall
      ? []
      : [
          { control: 'Security Hub ECR.1', outcomes: { passed: repositories.length - 7, failed: 7 } },
          { control: 'Security Hub ECR.2', outcomes: { passed: 61, failed: 40, acknowledged: 1 } },
          { control: 'Security Hub ECR.3', outcomes: { passed: 80, failed: 20, 'not judged': 3 } },
          ...hostile.map((control) => ({ control, outcomes: { [control]: 1 } })),
        ],
    ...(!isSmall && { evidence: 'cdk.out/ecr-checks.json' }),
    unresolvedCount: isSmall ? 0 : 4,
  };
}
