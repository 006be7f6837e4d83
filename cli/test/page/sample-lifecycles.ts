import type { ReportedLifecycle } from '../../src/report/model/registry-report';

const policy = (...rules: readonly object[]) =>
  JSON.stringify({ rules: rules.map((rule, i) => ({ rulePriority: i + 1, ...rule })) });
const expire = { type: 'expire' };

/** Policies of the sample, from the usual to the one that only the deployment knows. */
export const SAMPLE_LIFECYCLES: readonly ReportedLifecycle[] = [
  {
    json: policy(
      {
        selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 7 },
        action: expire,
      },
      { selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 30 }, action: expire },
    ),
    lines: ['Untagged images go 7 days after their push.', 'Of all images, the newest 30 stay.'],
  },
  {
    json: policy(
      {
        selection: {
          tagStatus: 'tagged',
          tagPatternList: ['dev-*'],
          countType: 'sinceImagePushed',
          countUnit: 'days',
          countNumber: 14,
        },
        action: expire,
      },
      {
        selection: {
          tagStatus: 'any',
          storageClass: 'standard',
          countType: 'sinceImagePulled',
          countUnit: 'days',
          countNumber: 60,
        },
        action: { type: 'transition', targetStorageClass: 'archive' },
      },
    ),
    lines: [
      'Images with a tag like dev-* go 14 days after their push.',
      'Images that nobody pulled for 60 days are archived.',
    ],
  },
  { lines: ['Only the deployment knows the policy: ${Token[Policy.12]}.'] },
];
