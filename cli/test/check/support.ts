import Ajv from 'ajv/dist/2020';
import schema from '../../schemas/check-1.schema.json';
import type { AcknowledgedFinding, ReportedFinding, ReportedInput } from '../../src/check/report';
import type { Workspace } from '../support';

/** What `cdk-ecr check --json` prints. */
export interface CheckJson {
  readonly inputs: ReportedInput[];
  readonly summary: Record<string, number>;
  readonly findings: ReportedFinding[];
  readonly owners?: { owner: string; errors: number; warnings: number }[];
  readonly acknowledged: AcknowledgedFinding[];
  readonly unresolved?: ReportedFinding[];
  readonly rulesOff: { rule: string; reason: string }[];
}

const isValid = new Ajv().compile(schema);

/** Runs the command, and gives what it prints as JSON. It has the form of the schema. */
export async function checkJson(files: Workspace, ...args: string[]): Promise<CheckJson & { status: number }> {
  const { status, stdout, stderr } = await files.run(['check', ...args, '--json']);
  if (!/^(cdk-ecr: not judged, as it was not read: .*\n)?$/.test(stderr)) throw new Error(stderr);
  const value = JSON.parse(stdout);
  isValid(value);
  expect(isValid.errors ?? []).toEqual([]);
  return { ...value, status };
}

/** Runs the command, and gives the error of a bad input. */
export async function refusalOf(files: Workspace, ...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await files.run(['check', ...args]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  return stderr.trim();
}

/** The findings in short, such as `api customerKey`. */
export function short(findings: readonly ReportedFinding[]): string[] {
  return findings.map(({ resource, rule }) => `${resource} ${rule.replace('cdk-ecr::', '')}`);
}

/** A repository in which the rules find nothing, but for what is replaced. */
export function repository(replaced: object = {}, attributes: object = {}) {
  return {
    Type: 'AWS::ECR::Repository',
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
    ...attributes,
    Properties: {
      RepositoryName: 'team/api',
      ImageTagMutability: 'IMMUTABLE',
      ImageScanningConfiguration: { ScanOnPush: true },
      EncryptionConfiguration: {
        EncryptionType: 'KMS',
        KmsKey: 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-1111-2222-3333-444455556666',
      },
      LifecyclePolicy: { LifecyclePolicyText: LIFECYCLE },
      ...replaced,
    },
  };
}

/** Keeps releases, and expires untagged images. */
export const LIFECYCLE = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: 'tagged', tagPatternList: ['v*'], countType: 'imageCountMoreThan', countNumber: 1000 },
      action: { type: 'expire' },
    },
    {
      rulePriority: 2,
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 90 },
      action: { type: 'expire' },
    },
  ],
});
